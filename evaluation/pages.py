"""How well article pages are read: ``python -m evaluation.pages``.

Word F1 of the text (headline included) against the 181 pages of article-extraction-benchmark: words as a multiset,
lower-cased. Many of the pages aren't English news; all are counted.
"""

from __future__ import annotations

import gzip
import json
import re
import statistics
from collections import Counter

from onrecord.article import Metadata
from onrecord.errors import InputError
from onrecord.sources.charset import decode
from onrecord.sources.documents.html import read_page

from .gold import SHARED

FOLDER = SHARED / "data/html/article-extraction-benchmark"


def word_f1(found: str, wanted: str) -> tuple[float, float, float]:
    """F1, precision and recall over words."""
    a, b = (Counter(re.findall(r"\w+", text.lower())) for text in (found, wanted))
    common = sum((a & b).values())
    precision, recall = common / max(1, sum(a.values())), common / max(1, sum(b.values()))
    return (2 * precision * recall / (precision + recall) if common else 0.0), precision, recall


def main() -> None:
    """Measure and print."""
    if not FOLDER.is_dir():
        print(f"skipped: no pages under {FOLDER} (set ONRECORD_SHARED)")
        return
    rows, known = [], Counter[str]()
    for name, truth in json.loads((FOLDER / "ground-truth.json").read_text(encoding="utf-8")).items():
        page = decode(gzip.decompress((FOLDER / f"{name}.html.gz").read_bytes()))
        try:
            text, metadata = read_page(page)
        except InputError as error:
            text, metadata = "", Metadata()
            print(f"{truth['url']}: {error}")
        known.update(f for f in ("title", "outlet", "authors", "published", "published_at") if getattr(metadata, f))
        rows.append((*word_f1(text, truth["articleBody"]), truth["url"]))
    median = statistics.median(r[0] for r in rows)
    print(f"{len(rows)} pages: word F1 median {median:.3f}, mean {statistics.mean(r[0] for r in rows):.3f}")
    print(f"precision {statistics.mean(r[1] for r in rows):.3f}, recall {statistics.mean(r[2] for r in rows):.3f}")
    print("found of", ", ".join(f"{f}: {n / len(rows):.0%}" for f, n in known.most_common()))
    for f1, precision, recall, url in sorted(rows)[:10]:
        print(f"  {f1:.2f} (precision {precision:.2f}, recall {recall:.2f}) {url}")


if __name__ == "__main__":
    main()

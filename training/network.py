"""The network: a small encoder with features of case, quotation marks and lines, and three heads on it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F
from transformers import BertModel

from onrecord.models.labels import TAGS, allowed_transitions
from onrecord.models.tokens import FEATURES

from .corpus import IGNORE, Example

ARC_WIDTH = 128


class Network(nn.Module):
    """Scores of every word piece of a window.

    Inputs: ``ids`` (batch, length), ``features`` (batch, length, 3), ``mask`` (batch, length), 1 for a real piece; none
    where all are real.
    Outputs: ``tags`` (batch, length, 13) unnormalised, ``content_arc`` and ``source_arc`` (batch, length, length),
    log-probabilities over the last axis: the cue of a content word; the source of a cue (position 0: none).
    """

    def __init__(self, encoder: BertModel, *, dropout: float = 0.1) -> None:
        super().__init__()
        width = encoder.config.hidden_size
        self.encoder = encoder
        self.features = nn.ModuleList(nn.Embedding(n, width) for n in FEATURES.values())
        for table in self.features:
            nn.init.zeros_(table.weight)
        self.dropout = nn.Dropout(dropout)
        self.tags = nn.Linear(width, len(TAGS))
        self.arcs = nn.Linear(width, 4 * ARC_WIDTH)
        allowed = torch.from_numpy(allowed_transitions())
        self.register_buffer("forbidden", torch.where(allowed, 0.0, -1e4), persistent=False)
        self.transitions = nn.Parameter(torch.zeros(allowed.shape))

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor, Tensor]:
        """Score windows; the class tells inputs and outputs."""
        return self.heads(self.dropout(self.hidden(ids, features, mask)), mask)

    def hidden(self, ids: Tensor, features: Tensor, mask: Tensor | None = None) -> Tensor:
        """What the encoder makes of each piece, shape (batch, length, width)."""
        embedded = self.encoder.embeddings.word_embeddings(ids)
        for k, table in enumerate(self.features):
            embedded = embedded + table(features[..., k])
        found: Tensor = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        return found

    def heads(self, hidden: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor, Tensor]:
        """The scores, from what the encoder made of each piece."""
        tags = self.tags(hidden)
        cq, ck, sq, sk = self.arcs(hidden).chunk(4, dim=-1)
        content, source = cq @ ck.transpose(1, 2) * ARC_WIDTH**-0.5, sq @ sk.transpose(1, 2) * ARC_WIDTH**-0.5
        if mask is not None:
            hide = (1.0 - mask.to(hidden.dtype))[:, None, :] * -1e4
            content, source = content + hide, source + hide
        content, source = F.log_softmax(content, dim=-1), F.log_softmax(source, dim=-1)
        return tags, content, source

    def chain(self) -> Tensor:
        """Transition scores (13 + 2, 13 + 2): the last two rows and columns are the line's start and end."""
        return self.transitions + self.forbidden


def narrow(encoder: BertModel, *, heads: int, inner: int) -> BertModel:
    """The encoder with other numbers of attention heads (of the same width each) and inner units in all its layers.

    The changed parts have no trained weights yet.
    """
    width = encoder.config.hidden_size
    for layer in encoder.encoder.layer:
        attention = layer.attention.self
        size = heads * attention.attention_head_size
        attention.num_attention_heads, attention.all_head_size = heads, size
        for name in ("query", "key", "value"):
            setattr(attention, name, nn.Linear(width, size))
        layer.attention.output.dense = nn.Linear(size, width)
        layer.intermediate.dense, layer.output.dense = nn.Linear(width, inner), nn.Linear(inner, width)
    return encoder


def chain_loss(tags: Tensor, gold: Tensor, chain: Tensor) -> Tensor:
    """Negative log-likelihood of the gold tags under a linear-chain CRF, per word (Lafferty et al. 2001).

    ``tags`` (batch, length, n), ``gold`` (batch, length) with IGNORE for pieces that begin no word.
    """
    n = tags.shape[-1]
    keep = gold != IGNORE
    count = keep.sum(1)
    order = torch.argsort((~keep).to(torch.int8), dim=1, stable=True)[:, : int(count.max())]
    scores = torch.gather(tags, 1, order[..., None].expand(-1, -1, n)).float()
    gold = torch.gather(gold, 1, order).clamp(min=0)
    real = torch.arange(order.shape[1], device=tags.device)[None] < count[:, None]
    begin, finish, inner = chain[n, :n], chain[:n, n + 1], chain[:n, :n]
    path = torch.gather(scores, 2, gold[..., None])[..., 0]
    steps = inner[gold[:, :-1], gold[:, 1:]]
    last = gold.gather(1, (count - 1).clamp(min=0)[:, None])[:, 0]
    numerator = (path * real).sum(1) + (steps * real[:, 1:]).sum(1) + begin[gold[:, 0]] + finish[last]
    alpha = begin + scores[:, 0]
    for t in range(1, scores.shape[1]):
        new = torch.logsumexp(alpha[:, :, None] + inner[None], dim=1) + scores[:, t]
        alpha = torch.where(real[:, t, None], new, alpha)
    total = torch.logsumexp(alpha + finish, dim=1)
    return (total - numerator)[count > 0].sum() / count.sum()


def arc_loss(arcs: Tensor, gold: Tensor) -> Tensor:
    """Mean negative log-probability of the gold heads; 0 where the batch has none."""
    known = gold != IGNORE
    if not bool(known.any()):
        return arcs.sum() * 0.0
    return F.nll_loss(arcs[known], gold[known])


def collate(batch: Sequence[Example]) -> dict[str, Tensor]:
    """Pad examples to one length."""
    length = max(len(e.ids) for e in batch)

    def stack(arrays: list[np.ndarray], value: int) -> Tensor:
        out = np.full((len(arrays), length, *arrays[0].shape[1:]), value, dtype=np.int64)
        for row, array in zip(out, arrays, strict=True):
            row[: len(array)] = array
        return torch.from_numpy(out)

    return {
        "ids": stack([e.ids for e in batch], 0),
        "features": stack([e.features for e in batch], 0),
        "mask": stack([np.ones(len(e.ids), dtype=np.int64) for e in batch], 0),
        "tags": stack([e.tags for e in batch], IGNORE),
        "content_arc": stack([e.content_arc for e in batch], IGNORE),
        "source_arc": stack([e.source_arc for e in batch], IGNORE),
    }

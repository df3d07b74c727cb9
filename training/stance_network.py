"""The stance network: a small encoder that reads a sentence and a statement together, and three heads on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from transformers import BertModel

from onrecord.models.stance import RELATIONS, STANCES
from onrecord.models.stance_input import ROLES, encode
from onrecord.models.word_pieces import WordPieces

from .corpus import IGNORE
from .stance_data import Pair

#: Shares of the losses beside that of the stance.
RELATION_SHARE = 0.7
WORDS_SHARE = 0.2


class StanceNetwork(nn.Module):
    """Scores of pairs.

    Inputs: ``ids`` (batch, length), ``roles`` (batch, length; index into ROLES), ``mask`` (batch, length), 1 for a real
    piece. Outputs, unnormalised: ``stances`` (batch, 4), ``relations`` (batch, 3), ``words`` (batch, length), how
    much each piece shows the stance.
    """

    def __init__(self, encoder: BertModel, *, dropout: float = 0.1) -> None:
        super().__init__()
        width = encoder.config.hidden_size
        self.encoder = encoder
        self.roles = nn.Embedding(len(ROLES), width)
        nn.init.zeros_(self.roles.weight)
        self.dropout = nn.Dropout(dropout)
        self.mixed = nn.Linear(4 * width, width)
        self.stances = nn.Linear(width, len(STANCES))
        self.relations = nn.Linear(width, len(RELATIONS))
        self.words = nn.Linear(width, 1)

    def forward(self, ids: Tensor, roles: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Score pairs; the class tells inputs and outputs."""
        embedded = self.encoder.embeddings.word_embeddings(ids) + self.roles(roles)
        hidden = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        real = mask.to(hidden.dtype)
        asked = _mean(hidden, real * (roles == 0))
        said = _mean(hidden, real * (roles != 0))
        together = torch.cat([hidden[:, 0], asked, said, asked * said], dim=-1)
        pooled = self.dropout(torch.tanh(self.mixed(self.dropout(together))))
        return self.stances(pooled), self.relations(pooled), self.words(hidden)[..., 0]


def _mean(hidden: Tensor, keep: Tensor) -> Tensor:
    return (hidden * keep[..., None]).sum(1) / keep.sum(1, keepdim=True).clamp(min=1.0)


@dataclass(frozen=True, slots=True)
class Batch:
    """Pairs as tensors; the gold ones hold IGNORE where nothing is to be learned."""

    ids: Tensor
    roles: Tensor
    mask: Tensor
    stances: Tensor
    relations: Tensor
    words: Tensor


def collate(pairs: Sequence[Pair], tokenizer: WordPieces) -> Batch:
    """Encode pairs and pad them to one length."""
    encoded = [encode(p.toward, p.passage, tokenizer) for p in pairs]
    length = max(len(e.ids) for e in encoded)

    def padded(rows: list[list[int]], value: int = 0) -> Tensor:
        return torch.tensor([[*row, *[value] * (length - len(row))] for row in rows])

    words = [
        [IGNORE if p.words is None or o is None else int(o[0] < p.words[1] and p.words[0] < o[1]) for o in e.offsets]
        for p, e in zip(pairs, encoded, strict=True)
    ]
    return Batch(
        padded([e.ids for e in encoded]),
        padded([e.roles for e in encoded]),
        padded([[1] * len(e.ids) for e in encoded]),
        torch.tensor([STANCES.index(p.stance) if p.stance else IGNORE for p in pairs]),
        torch.tensor([RELATIONS.index(p.relation) if p.relation else IGNORE for p in pairs]),
        padded(words, IGNORE),
    )


def loss(network: StanceNetwork, batch: Batch) -> Tensor:
    """What is to be made small: cross-entropy of the three heads."""
    stances, relations, words = network(batch.ids, batch.roles, batch.mask)
    total = stances.sum() * 0.0
    if bool((batch.stances != IGNORE).any()):
        total = total + F.cross_entropy(stances.float(), batch.stances, ignore_index=IGNORE, label_smoothing=0.05)
    if bool((batch.relations != IGNORE).any()):
        each = F.cross_entropy(relations.float(), batch.relations, ignore_index=IGNORE, label_smoothing=0.05)
        total = total + RELATION_SHARE * each
    known = batch.words != IGNORE
    if bool(known.any()):
        shown = F.binary_cross_entropy_with_logits(words[known].float(), batch.words[known].float())
        total = total + WORDS_SHARE * shown
    return total

"""What the narrative claims, as values that rules compare with the tables.

Every rule that compares text and tables stands on these, none on a pattern of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reading.model import Part, PartName, Sentence, Statement
from reading.statements.counts import Counted, all_counted
from reading.statements.decided import decided_statements
from reading.statements.decisions import decision_statements
from reading.statements.disputes import dispute_statements
from reading.statements.documents import document_statements, with_own_level
from reading.statements.fees import fee_statements
from reading.statements.period import period_statements
from reading.statements.problems import problem_statements
from reading.statements.proposals import proposal_statements
from reading.statements.published import breakdown_statements, published_statements
from reading.statements.requests import request_statements
from reading.statements.results import result_statements
from reading.statements.told import all_told

_OF_COUNTS = (
    result_statements,
    published_statements,
    document_statements,
    decided_statements,
    dispute_statements,
    proposal_statements,
    breakdown_statements,
)


def statements_of(
    parts: Mapping[PartName, Part],
    preamble: tuple[Sentence, ...],
    trailer: tuple[Sentence, ...] = (),
    *,
    year: int | None = None,
    agency: str | None = None,
) -> tuple[Statement, ...]:
    """Every claim that we recognise, in the order of the document, by ``agency`` on ``year``.

    A claim that can be read in two ways is left out: silence is not applicable to a rule, a wrong
    claim accuses. Problems and measures come from part five only, after its other claims.
    """
    told = tuple(all_told(parts, preamble, trailer))
    claims = [claim for sentence in all_counted(told) for claim in _claims(sentence, year)]
    claims = [with_own_level(claim, agency) for claim in claims]
    on_problems = [sentence for sentence in told if sentence.part is PartName.PROBLEMS]
    return (*claims, *problem_statements(on_problems))


def _claims(counted: Counted, year: int | None) -> Iterator[Statement]:
    told = counted.told
    found = [
        *period_statements(told),
        *request_statements(told),
        *decision_statements(told),
        *fee_statements(told, year),
    ]
    if not told.is_heading:
        for claims in _OF_COUNTS:
            found += claims(counted)
    for _, statement in sorted(found, key=lambda claim: claim[0]):
        yield statement

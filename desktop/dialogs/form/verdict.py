"""Where each refusal belongs: under its field, on its item of the list, at the foot."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from db.ledger.rules import K03, V04, V05, Refusal

_ABOUT_THE_PERSON = (V04, V05)


@dataclass
class Verdict:
    """What the rules say of a form."""

    under: dict[str, list[Refusal]] = field(default_factory=dict)
    foot: list[Refusal] = field(default_factory=list)
    items: dict[int, Refusal] = field(default_factory=dict)
    warned: dict[int | None, set[str]] = field(default_factory=dict)
    second: bool = False

    @property
    def lines(self) -> list[Refusal]:
        """Return everything that is shown outside the list."""
        return [*(each for under in self.under.values() for each in under), *self.foot]

    @property
    def blocked(self) -> bool:
        """Tell whether something red stands outside the list."""
        return any(each.block for each in self.lines)

    def unexplained(self, reasons: Mapping[str, str]) -> list[Refusal]:
        """Return the warnings that still want a reason."""
        return [
            each
            for each in self.lines
            if not each.block and not reasons.get(each.rule.number, "").strip()
        ]

    def place(self, refusal: Refusal, fields: Collection[str]) -> None:
        """Put a refusal under its field, or at the foot; each is said once."""
        here = self.under.setdefault(refusal.field, []) if refusal.field in fields else self.foot
        if refusal not in here:
            here.append(refusal)

    def reasons_of(self, copy: int | None, reasons: Mapping[str, str]) -> dict[str, str]:
        """Return the reasons that belong to one act: only of warnings it really passes."""
        return {rule: reasons[rule].strip() for rule in self.warned.get(copy, ())}

    def joined(self, other: Verdict) -> Verdict:
        """Return both together."""
        both = Verdict(
            items={**self.items, **other.items},
            warned={**self.warned, **other.warned},
            second=self.second or other.second,
        )
        for name, refusals in [*self.under.items(), *other.under.items()]:
            for refusal in refusals:
                both.place(refusal, (name,))
        for refusal in [*self.foot, *other.foot]:
            both.place(refusal, ())
        return both


def wants_second(refusal: Refusal) -> bool:
    """Tell whether a refusal asks for the second person on the spot."""
    confirmed = refusal.rule is V04 or (refusal.rule is K03 and not refusal.field)
    return refusal.second or confirmed


def sorted_out(
    answers: Iterable[tuple[int | None, list[Refusal]]],
    fields: Collection[str],
    *,
    confirmed: bool,
) -> Verdict:
    """Sort what the vault answered, act by act; each answer names the copy it is about, if any.

    What every item is refused for alike belongs to the heading, the rest to the item.
    """
    answers = list(answers)
    said = [set(refusals) for _, refusals in answers]
    alike = set.intersection(*said) if said else set()
    verdict = Verdict()
    for copy, refusals in answers:
        for refusal in refusals:
            if wants_second(refusal):
                verdict.second = True
                if refusal.block and not confirmed:
                    continue  # the strip for the second person says it
            if not refusal.block:
                verdict.warned.setdefault(copy, set()).add(refusal.rule.number)
            of_all = refusal.field in fields and refusal in alike
            person = refusal.rule in _ABOUT_THE_PERSON
            if copy is None or not refusal.block or of_all or person:
                verdict.place(refusal, fields)
            else:
                verdict.items.setdefault(copy, refusal)
    return verdict

"""The journal edited by hand: found at unlocking or by a full verification, in words."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from db.ledger.act import canonical
from db.ledger.beliefs import Document
from db.store import identity, journal, standing
from tests.book import OFFICER, unlocked
from tests.faults.tampering import (
    WANG,
    Scene,
    append,
    chinese,
    cut,
    entry_of,
    move,
    redigest,
    relink,
    set_field,
    set_new_body,
)
from tests.golden.story import HEAD_PASSWORD


def test_an_untouched_ledger_is_sound(scene: Scene) -> None:
    with scene.reaching_in():
        pass
    assert scene.found() == []
    assert scene.found(HEAD_PASSWORD, WANG) == []


# -- entries and fields ----------------------------------------------------------------


def edited_title(connection: Any) -> None:
    set_field(connection, entry_of(connection, "register"), "title", "另一个题目")


def edited_operator(connection: Any) -> None:
    connection.execute("UPDATE entry SET operator = '示例王' WHERE seq = 20")


def edited_day(connection: Any) -> None:
    connection.execute("UPDATE entry SET happened_on = '2026-03-01' WHERE seq = 20")


def edited_second(connection: Any) -> None:
    connection.execute("UPDATE entry SET second = '' WHERE second <> ''")


def field_slipped_in(connection: Any) -> None:
    connection.execute("INSERT INTO field (seq, name, value, salt) VALUES (20, 'x', x'31', x'31')")


def field_taken_out(connection: Any) -> None:
    connection.execute("DELETE FROM field WHERE seq = 20 AND name = 'on'")


def field_withheld_falsely(connection: Any) -> None:
    connection.execute(
        "UPDATE field SET value = NULL, salt = NULL, digest = x'31' WHERE seq = 20 AND name = 'on'"
    )


def entry_taken_out(connection: Any) -> None:
    connection.execute("DELETE FROM field WHERE seq = 20")
    connection.execute("DELETE FROM entry WHERE seq = 20")


def entry_taken_out_and_the_gap_closed(connection: Any) -> None:
    entry_taken_out(connection)
    move(connection, 20, -1)


def reordered(connection: Any) -> None:
    for table in ("entry", "field"):
        for old, new in ((20, -1), (21, 20), (-1, 21)):
            connection.execute(f"UPDATE {table} SET seq = ? WHERE seq = ?", (new, old))


def inserted(connection: Any) -> None:
    """An entry slipped in between two others, the later ones moved on."""
    move(connection, 20, 1)
    connection.execute(
        "INSERT INTO entry SELECT 21, recorded_at, happened_on, happened_at, account, operator,"
        " second, 'add_place', 1, 'place:77', body_digest, link FROM entry WHERE seq = 20"
    )
    connection.execute("UPDATE seal SET last = 21 WHERE last = 20")
    set_new_body(connection, 21, {"on": "2026-03-04", "name": "暗柜", "number": 77})


JOURNAL: list[Callable[[Any], None]] = [
    edited_title,
    edited_operator,
    edited_day,
    edited_second,
    field_slipped_in,
    field_taken_out,
    field_withheld_falsely,
    entry_taken_out_and_the_gap_closed,
    reordered,
    inserted,
]


def by_name(*harms: Callable[[Any], None]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("harm", harms, ids=lambda harm: harm.__name__)


@by_name(*JOURNAL, entry_taken_out)
def test_what_was_written_by_hand_is_found(scene: Scene, harm: Callable[[Any], None]) -> None:
    with scene.reaching_in() as connection:
        harm(connection)
    said = scene.found()
    assert said
    assert chinese(said)


@by_name(*JOURNAL)
def test_it_is_found_although_digests_and_links_were_recomputed(
    scene: Scene, harm: Callable[[Any], None]
) -> None:
    """The heads remember another link; and who rewrites them too still cannot sign."""
    with scene.reaching_in() as connection:
        harm(connection)
        for (seq,) in connection.execute("SELECT seq FROM entry WHERE seq BETWEEN 15 AND 25"):
            redigest(connection, seq)
        redigest(connection, entry_of(connection, "register"))
        relink(connection)
    assert scene.found()
    scene.rewrite_heads()
    said = scene.found()
    assert any("签名" in text for text in said), said
    assert chinese(said)


def test_a_gap_is_found_although_the_links_go_on_behind_it(scene: Scene) -> None:
    with scene.reaching_in() as connection:
        entry_taken_out(connection)
        relink(connection)
    scene.rewrite_heads()
    assert any("第20条：缺失" in text for text in scene.found())


# -- what the digests and the signatures still fit ------------------------------------


def test_another_value_beside_the_old_digest_is_found(scene: Scene) -> None:
    """A withheld field answers by its digest: a field that is there must not."""
    with scene.reaching_in() as connection:
        seq = entry_of(connection, "register")
        digest = digest_of(connection, seq, "title")
        connection.execute(
            "UPDATE field SET value = ?, salt = NULL, digest = ? WHERE seq = ? AND name = 'title'",
            (canonical("另一个题目"), digest, seq),
        )
        document = standing.find(connection, Document, (1,))
        assert document
        standing.apply(connection, [(document, replace(document, title="另一个题目"))])
    assert scene.found() == [f"第{seq}条：内容与摘要不符"]


@pytest.mark.parametrize(("kind", "name"), [("register", "title"), ("correct_document", "reason")])
def test_a_content_taken_away_is_found(scene: Scene, kind: str, name: str) -> None:
    """Its digest stays and the chain holds, as after a lawful redaction; but none is on record."""
    with scene.reaching_in() as connection:
        rows = connection.execute(
            "SELECT seq FROM field JOIN entry USING (seq) WHERE kind = ? AND name = ?", (kind, name)
        ).fetchall()
        seq = rows[0][0]
        connection.execute(
            "UPDATE field SET value = NULL, salt = NULL, digest = ? WHERE seq = ? AND name = ?",
            (digest_of(connection, seq, name), seq, name),
        )
    said = scene.found()
    assert f"第{seq}条：“{name}”的内容被隐去，而台账没有隐去的记录" in said


def digest_of(connection: Any, seq: int, name: str) -> bytes:
    ((salt, value),) = connection.execute(
        "SELECT salt, value FROM field WHERE seq = ? AND name = ?", (seq, name)
    ).fetchall()
    return journal.field_digest(bytes(salt), name, bytes(value))


@pytest.mark.parametrize(
    ("says", "named"),
    [
        ({"operator": OFFICER}, OFFICER),
        ({"operator": WANG, "second": "account:2 示例李"}, OFFICER),
        ({"operator": "保密办", "second": "account:2 示例王"}, "保密办"),
    ],
)
def test_another_name_over_ones_own_signature_is_found(
    scene: Scene, says: dict[str, str], named: str
) -> None:
    """示例王 signs with his own key, and writes that it was somebody else."""
    with scene.reaching_in() as connection:
        body = {"name": "暗柜", "number": 77}
        append(connection, body, scene.keys.signing_key, "account:2", account=2, **says)
    scene.rewrite_heads()
    assert any(f"署名“{named}”，而签名的是account:2" in text for text in scene.found())


def test_a_second_person_who_is_the_first_is_found(scene: Scene) -> None:
    with scene.reaching_in() as connection:
        body = {"name": "暗柜", "number": 77}
        says = {"account": 2, "operator": WANG, "second": f"account:2 {WANG}"}
        append(connection, body, scene.keys.signing_key, "account:2", **says)
    scene.rewrite_heads()
    assert any("第二人就是经手人" in text for text in scene.found())


def test_a_ledger_made_older_is_found(scene: Scene) -> None:
    with scene.reaching_in() as connection:
        connection.execute("UPDATE identity SET created_at = '2019-01-01T08:00:00+08:00'")
    assert scene.found() == ["建账日期与第一条记录不符"]


# -- what nobody could have written ----------------------------------------------------


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE entry SET operator = CAST(x'ff' AS TEXT) WHERE seq = 20",
        "UPDATE entry SET kind = CAST(x'ff' AS TEXT) WHERE seq = 1",
        "UPDATE field SET name = CAST(x'ff' AS TEXT) WHERE seq = 20 AND name = 'on'",
        "UPDATE seal SET signer = CAST(x'ff' AS TEXT) WHERE last = (SELECT max(last) FROM seal)",
        "UPDATE document SET title = CAST(x'ff' AS TEXT) WHERE id = 1",
        "UPDATE person SET name = CAST(x'ff' AS TEXT) WHERE id = 1",
        "UPDATE draft SET body = CAST(x'ff' AS TEXT)",
    ],
)
def test_text_that_is_none_is_told_in_words(scene: Scene, sql: str) -> None:
    with scene.reaching_in() as connection:
        connection.execute(
            "INSERT INTO draft (account, name, body, saved_at) VALUES (1, 'form:lend', '{}', '')"
        )
        connection.execute(sql)
    said = scene.found()
    assert said
    assert chinese(said)


@pytest.mark.parametrize("time", ["", "gestern", "2026-04-20", "0001-01-01T00:00:00+00:00"])
def test_a_time_that_is_none_is_found(scene: Scene, time: str) -> None:
    with scene.reaching_in() as connection:
        last, _ = journal.tip(connection)
        connection.execute("UPDATE entry SET recorded_at = ? WHERE seq = ?", (time, last))
        relink(connection)
    scene.rewrite_heads()
    said = scene.found()
    assert any("签名不成立" in text or "不能解读" in text for text in said), said


NONSENSE = (
    *(b"null", b"0", b"-1", b"99999", b"1.5", b"1e400", b"9" * 30, b"true", b'""', b'"x"'),
    *(b'"\xff"', b'"\\ud800"', b"[]", b"[1]", b'["x"]', b"[null]", b"{}", b'{"a":1}', b"[" * 9000),
    *(b'"9999-12-31"', b'"0001-01-01"', b'"copy:1"'),
)


def nonsense(scene: Scene) -> Iterator[tuple[int, str, bytes]]:
    """Yield, for one entry of every kind, each field with each piece of nonsense."""
    with scene.reaching_in() as connection:
        fields = connection.execute(
            "SELECT min(seq), name, value FROM field JOIN entry USING (seq)"
            " WHERE value IS NOT NULL GROUP BY kind, name"
        ).fetchall()
    for seq, name, value in fields:
        yield from ((seq, name, given) for given in NONSENSE if given != bytes(value))


def put_in(scene: Scene, seq: int, name: str, value: bytes) -> list[str]:
    """Write a value by hand, make everything fit it but the signatures, and ask."""
    with scene.reaching_in() as connection:
        connection.execute(
            "UPDATE field SET value = ? WHERE seq = ? AND name = ?", (value, seq, name)
        )
        redigest(connection, seq)
        relink(connection)
    scene.rewrite_heads()
    return scene.found()


@pytest.mark.parametrize("seed", range(25))
def test_nonsense_in_a_field_is_found_whatever_it_is(scene: Scene, seed: int) -> None:
    seq, name, value = random.Random(seed).choice(list(nonsense(scene)))
    said = put_in(scene, seq, name, value)
    assert said, (seq, name, value)
    assert chinese(said)


@pytest.mark.night
def test_all_nonsense_in_every_field_is_found(scene: Scene) -> None:
    files = {path: path.read_bytes() for path in scene.folder.iterdir()}
    for seq, name, value in list(nonsense(scene)):
        said = put_in(scene, seq, name, value)
        assert said, (seq, name, value)
        assert chinese(said)
        for path, content in files.items():
            path.write_bytes(content)


# -- who signs -------------------------------------------------------------------------


def test_a_rewrite_signed_by_another_is_found(scene: Scene) -> None:
    """示例王 changes an entry of 示例李 and signs everything anew with the one key he has."""
    with scene.reaching_in() as connection:
        edited_title(connection)
        redigest(connection, entry_of(connection, "register"))
        relink(connection)
        ledger = journal.ledger_id(connection)
        for last, signer, first in connection.execute(
            "SELECT last, signer, first FROM seal"
        ).fetchall():
            link = journal.link_at(connection, last) or b""
            message = journal.seal_message(ledger, first, last, link)
            connection.execute(
                "UPDATE seal SET signature = ? WHERE last = ? AND signer = ?",
                (identity.sign(scene.keys.signing_key, message), last, signer),
            )
    scene.rewrite_heads()
    assert any("account:1的签名不成立" in text for text in scene.found())


def test_an_entry_in_anothers_name_is_found(scene: Scene) -> None:
    with scene.reaching_in() as connection:
        append(connection, {"name": "暗柜", "number": 77}, scene.keys.signing_key, "account:2")
    scene.rewrite_heads()
    assert any("缺少经手人" in text for text in scene.found())


def test_an_entry_signed_in_anothers_name_is_found(scene: Scene) -> None:
    with scene.reaching_in() as connection:
        append(connection, {"name": "暗柜", "number": 77}, scene.keys.signing_key, "account:1")
    scene.rewrite_heads()
    assert any("account:1的签名不成立" in text for text in scene.found())


def test_an_entry_without_a_signature_is_found(scene: Scene) -> None:
    with scene.reaching_in() as connection:
        append(connection, {"name": "暗柜", "number": 77})
    scene.rewrite_heads()
    assert any("没有签名覆盖" in text for text in scene.found())


def test_a_cut_tail_is_found_by_either_head(scene: Scene) -> None:
    with scene.reaching_in() as connection:
        cut(connection, 3)
    said = scene.found()
    assert any("已丢失" in text for text in said)
    (scene.folder / "head").unlink()
    assert any("已丢失" in text for text in scene.found())


def test_a_cut_tail_with_both_heads_rewritten_is_found_by_a_code_on_paper(scene: Scene) -> None:
    with unlocked(scene.folder, scene.state, scene.clock, write=False) as vault:
        with vault.snapshot() as seen:
            code = seen.paper_code(1, 1)
        with vault.snapshot() as book:
            assert "一致" in book.check_code(code).sentence
    with scene.reaching_in() as connection:
        cut(connection, 1)
    scene.rewrite_heads()
    with unlocked(scene.folder, scene.state, scene.clock, write=False) as vault:
        with vault.snapshot() as book:
            verdict = book.check_code(code)
        assert not verdict.holds
        assert "截短" in verdict.sentence


def test_a_fork_of_the_same_length_is_found_by_the_heads(scene: Scene) -> None:
    with scene.reaching_in() as connection:
        cut(connection, 1)
        append(connection, {"name": "暗柜", "number": 77}, scene.keys.signing_key, "account:2")
    assert any("已不是当时那一条" in text for text in scene.found())


def test_another_ledgers_journal_is_found(scene: Scene) -> None:
    with scene.reaching_in() as connection:
        connection.execute("UPDATE identity SET ledger_id = ?", ("f" * 32,))
    assert any("不是同一本" in text for text in scene.found())

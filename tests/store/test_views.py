"""The views by which a kind of record can be asked in SQL."""

from app.records.registry import kinds
from app.store import views
from app.store.ledger import Ledger
from tests.fakes.ledgers import Ticking, database, draft, passage


def test_every_kind_has_a_view_with_its_fields(tmp_path):
    with database(tmp_path) as opened:
        assert views.refresh(opened)
        for kind in kinds().values():
            columns = set(opened.tables[views.name(kind.name)].columns_dict)
            assert {"id", "seq", "at", "corrected_by"} <= columns
            assert {field.name for field in kind.fields} - set(views.OWN) <= columns


def test_a_view_shows_the_records_and_which_were_corrected(tmp_path):
    with database(tmp_path) as opened:
        views.refresh(opened)
        written = Ledger(opened, Ticking())
        first = written.append(draft("temperature", person="1", celsius=37.9, cough=True))
        second = written.append(draft("temperature", person="1", celsius=36.5, corrects=first.fact.id))
        written.append(passage())
        rows = opened.rows("SELECT id, person, celsius, cough, corrected_by FROM records_temperature ORDER BY seq")
        assert rows == [(first.fact.id, "1", 37.9, 1, second.fact.id), (second.fact.id, "1", 36.5, None, None)]


def test_views_are_made_anew_only_when_kinds_change(tmp_path):
    with database(tmp_path) as opened:
        some = list(kinds().values())
        assert views.refresh(opened, some)
        assert not views.refresh(opened, some)
        assert views.refresh(opened, some[1:])
        assert views.name(some[0].name) not in opened.tables.view_names()
        assert views.refresh(opened)

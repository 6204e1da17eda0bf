"""The whole way with the real OCR in its real process: a phone held before the camera becomes evidence."""

from app.codes.claim import Place
from app.pages.engine import Engine
from tests.fakes.phonepages import travel_card
from tests.fakes.posts import LIN
from tests.station.test_pages import Bench


def test_a_card_held_before_the_camera_becomes_evidence():
    bench = Bench(Engine())
    bench.lane.identify(LIN.number)
    card = travel_card("151****6239", "2022.04.10 14:39:50", "green", 7, ("吉林省吉林市", "上海市"))
    try:
        bench.hold(1.6, card, across=300)
    finally:
        bench.reader.stop()
    (claim,) = bench.view.claims
    assert (claim.kind, claim.trust, claim.color, claim.holder.phone) == ("travel-card", "read", "green", "151****6239")
    assert claim.places == (Place("吉林省吉林市"), Place("上海市"))
    assert [state.doing for state in bench.states][-2:] == ["reading", "read"]

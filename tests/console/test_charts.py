"""The charts: what they show is in the table behind them too, text stays text, and no dip of the balance is smoothed away."""

import xml.etree.ElementTree as ET
from datetime import date, timedelta

from console.charts import Link, Measure, Proof, Stream, Writing, balance_chart, flow_chart, network_chart, peers_chart

HOSTILE = '<script>alert(1)</script>"onload="x'
WRITING = Writing(
    money=lambda milli: f"{milli / 1000:.2f}", number=str, day=lambda day: day.isoformat(), words=lambda key: f"[{key}] {{}}"
)
SVG = "{http://www.w3.org/2000/svg}"


def words(key: str) -> str:
    said = {"balance_desc": "{low} {low_day} {high} {first} {last} {high_day}", "balance_marked": "{} marked"}
    return (said | {"others": "{} others"}).get(key, key)


READ = Writing(WRITING.money, WRITING.number, WRITING.day, words)


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)


def test_a_dip_of_one_day_in_ten_years_is_drawn_and_told() -> None:
    first = date(2016, 1, 1)
    points = [(first + timedelta(days=day), 1_000_000) for day in range(3_650)]
    dip = 1_777
    points[dip] = (points[dip][0], -5_000)
    chart = balance_chart(points, [], "EUR", READ)
    assert chart is not None
    assert "-5.00 EUR" in chart.description
    assert (points[dip][0].isoformat(), "-5.00") in chart.rows
    path = next(one for one in parsed(chart.svg).iter("path") if one.get("class") == "ch-line").get("d") or ""
    heights = [float(part.split("H")[0]) for part in path.split("V")[1:]]
    assert max(heights) > heights[0], "the dip goes below the line"
    assert path.count("V") < 600


def test_every_proof_is_marked_by_its_number_above_its_day() -> None:
    days = [date(2026, 1, day) for day in range(1, 31)]
    chart = balance_chart(
        [(day, 100_000) for day in days], [Proof(1, days[3], -5), Proof(2, days[3], 7), Proof(3, days[20], 1)], "EUR", READ
    )
    assert chart is not None
    marks = [one for one in parsed(chart.svg).iter("g") if "ch-proof" in (one.get("class") or "")]
    assert ["".join(one.itertext())[:1] for one in marks] == ["1", "2", "3"]
    centres = [[float(circle.get("cy") or 0) for circle in one.iter("circle")][1] for one in marks]
    assert centres[0] != centres[1], "two marks of one day do not hide each other"


def test_a_chart_of_less_than_two_days_is_none() -> None:
    assert balance_chart([(date(2026, 1, 1), 1)], [], "EUR", READ) is None
    assert flow_chart([], [], "BE", "EUR", READ) is None
    assert network_chart("BE", [], "EUR", READ) is None
    assert peers_chart([], "x", 3, READ) is None


def test_the_flow_names_the_largest_and_keeps_the_proving_ones_and_the_table_has_all() -> None:
    payers = [Stream(f"payer {number:02d}", 1_000 * number, 1) for number in range(1, 21)]
    payers[0] = Stream("the proof", 10, 1, proving=True)
    chart = flow_chart(payers, [Stream("one", 5_000, 2)], "BE", "EUR", READ)
    assert chart is not None
    drawn = "".join(parsed(chart.svg).itertext())
    assert "the proof" in drawn
    assert "payer 20" in drawn
    assert "payer 02" not in drawn
    assert "14 others" in drawn
    assert len(chart.rows) == 21
    assert sum("payer 02" in row for row in chart.rows) == 1


def test_a_ring_is_drawn_back_to_the_account() -> None:
    links = [Link(1, "A", "party", "B", 2, 100), Link(2, "B", "other", "A", 1, 50), Link(2, "B", "third", "C", 1, 20)]
    chart = network_chart("A", links, "EUR", READ)
    assert chart is not None
    kinds = [one.get("class") for one in parsed(chart.svg).iter("path")]
    assert kinds.count("ch-link ch-back") == 1
    assert kinds.count("ch-link ch-far") == 1
    assert len(chart.rows) == 3


def test_an_account_far_above_its_peers_stands_out() -> None:
    chart = peers_chart([Measure("x", "9", 0.99, "1", "2", "3"), Measure("y", "2", 0.5, "1", "2", "3")], "group", 40, READ)
    assert chart is not None
    assert [one.get("class") for one in parsed(chart.svg).iter("circle")] == ["ch-dot ch-far", "ch-dot"]


def test_text_from_anywhere_stays_text_in_every_picture() -> None:
    charts = [
        balance_chart([(date(2026, 1, 1), 1), (date(2026, 1, 2), 2)], [Proof(1, date(2026, 1, 1), 1)], HOSTILE, READ),
        flow_chart([Stream(HOSTILE, 5, 1, proving=True)], [Stream(HOSTILE, 5, 1)], HOSTILE, HOSTILE, READ),
        network_chart(HOSTILE, [Link(1, HOSTILE, HOSTILE, HOSTILE + "2", 1, 1)], HOSTILE, READ),
        peers_chart([Measure(HOSTILE, HOSTILE, 0.5, HOSTILE, HOSTILE, HOSTILE)], HOSTILE, 20, READ),
    ]
    for chart in charts:
        assert chart is not None
        picture = parsed(chart.svg)
        assert {one.tag for one in picture.iter()} <= {"svg", "title", "desc", "g", "path", "rect", "line", "text", "circle"}
        assert not [name for one in picture.iter() for name in one.attrib if name.startswith("on") or name in ("href", "style")]
        assert picture.find("title") is not None
        assert picture.find("desc") is not None

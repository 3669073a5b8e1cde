"""Charts: pictures drawn on the server, for the desk's pages and for paper.

Each is one SVG with a title and a description, coloured by the page's style sheet through classes and by nothing inline (the
pages allow no inline style), and carries the table that it shows: who cannot see the picture reads the table. Nothing here
knows of accounts or alerts; names and numbers come in as texts and go out escaped.
"""

from console.charts.balance import Proof, balance_chart
from console.charts.drawing import Chart, Writing
from console.charts.flow import Stream, flow_chart
from console.charts.network import Link, network_chart
from console.charts.peers import Measure, peers_chart

__all__ = [
    "Chart",
    "Link",
    "Measure",
    "Proof",
    "Stream",
    "Writing",
    "balance_chart",
    "flow_chart",
    "network_chart",
    "peers_chart",
]

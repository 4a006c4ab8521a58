"""Reads graphs that were exported and prints what networkx found in each.

usage: read_back.py FILE.gexf FILE.graphml FILE.json
"""

import json
import sys

import networkx


def told(graph):
    return {
        "directed": graph.is_directed(),
        "nodes": sorted([str(node), data] for node, data in graph.nodes(data=True)),
        "edges": sorted(
            ([str(a), str(b), data] for a, b, data in graph.edges(data=True)),
            key=lambda edge: (edge[0], edge[1], str(edge[2].get("id", ""))),
        ),
    }


gexf, graphml, cytoscape = sys.argv[1:]
with open(cytoscape, encoding="utf-8") as file:
    loaded = networkx.cytoscape_graph(json.load(file))
print(
    json.dumps(
        {
            "gexf": told(networkx.read_gexf(gexf, version="1.3")),
            "graphml": told(networkx.read_graphml(graphml, force_multigraph=True)),
            "cytoscape": told(loaded),
        }
    )
)

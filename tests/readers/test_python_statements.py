"""The statements of a program: those that walking the whole tree finds, in its order."""

import ast

from licet.readers.python_statements import statements

PROGRAM = """
import a
class B:
    c = [d for d in e]
    def f(self):
        try:
            g = 1
        except ValueError:
            h = lambda: 2
        else:
            i = 3
        finally:
            j = 4
        with k as l:
            return (m := 5)
async def n():
    async for o in p:
        q = 6
    else:
        r = 7
match s:
    case [t]:
        u = 8
    case _:
        while v:
            w: int = 9
if x:
    y = 10
elif z:
    aa = 11
"""


def test_every_statement_is_yielded_in_the_order_of_a_walk() -> None:
    tree = ast.parse(PROGRAM)
    kinds = (ast.mod, ast.stmt, ast.excepthandler, ast.match_case)
    assert list(statements(tree)) == [node for node in ast.walk(tree) if isinstance(node, kinds)]
    assert sum(isinstance(node, ast.Assign | ast.AnnAssign) for node in statements(tree)) == 11

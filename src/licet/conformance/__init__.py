"""Whether a bill of materials keeps what its format promises and no official schema looks at.

Official schemas check types and enumerations. What they miss is checked here: references that lead nowhere, license
expressions, licenses without a text, and the counts of the profiles that a document says it conforms to.
"""

from licet.conformance.check import Checked, check_bom
from licet.conformance.fault import Fault

__all__ = ["Checked", "Fault", "check_bom"]

"""The one form in which codes are kept and compared; it never changes, for codes are in people's hands."""

import unicodedata


def canonical_code(text: str) -> str:
    """The one form of a code: full-width folded to plain, lower case, letters and digits only."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return "".join(char for char in folded if char.isalnum())

"""Films read while they pass by: what one is, and how long it says it is."""

EBML = b"\x1a\x45\xdf\xa3"  # WebM and Matroska begin with it
HEAD, LONG_HEAD = 8, 16  # bytes of a box's length and name
ENOUGH = 64 * 1024  # bytes of a film's table of contents; its own header comes first in it
BRAND = slice(4, 12)


class Film:
    """Fed piece by piece, of any size; it keeps next to nothing of what it was fed.

    MP4 and QuickTime are boxes one after the other (ISO/IEC 14496-12): length, name, content. How
    long the film is stands in `mvhd`, inside `moov`, which may come first or last.
    """

    def __init__(self) -> None:
        self.seconds = 0.0
        self._first, self._kept = b"", bytearray()
        self._skip, self._want = 0, HEAD
        self._inside = False

    @property
    def kind(self) -> str:
        """mp4, mov or webm; empty as long as nobody can tell."""
        if self._first.startswith(EBML):
            return "webm"
        brand = self._first[BRAND]
        if not brand.startswith(b"ftyp"):
            return ""
        return "mov" if brand.endswith(b"qt  ") else "mp4"

    def feed(self, piece: bytes) -> None:
        """The next bytes of the file."""
        self._first += piece[: BRAND.stop - len(self._first)]
        at = 0
        while at < len(piece) and self._want:
            step = min(self._skip, len(piece) - at)
            self._skip, at = self._skip - step, at + step
            taken = piece[at : at + self._want - len(self._kept)] if not self._skip else b""
            self._kept += taken
            at += len(taken)
            if len(self._kept) == self._want:
                self._read(bytes(self._kept))

    def _read(self, kept: bytes) -> None:
        """What was waited for is there; what is waited for next."""
        if self._inside:
            self.seconds, self._want = _length(kept), 0
            return
        size, name = _box(kept)
        if size == 1 and len(kept) == HEAD:  # too long for four bytes: eight more tell it
            self._want = LONG_HEAD
            return
        rest = size - len(kept)
        self._kept.clear()
        self._inside = name == b"moov"
        if rest < 0:  # the last box, to the end of the file; or no film at all
            self._want = 0
        elif self._inside:
            self._want = min(rest, ENOUGH)
        else:
            self._skip, self._want = rest, HEAD


def _box(head: bytes) -> tuple[int, bytes]:
    size, name = int.from_bytes(head[:4]), head[4:HEAD]
    return (int.from_bytes(head[HEAD:LONG_HEAD]) if len(head) == LONG_HEAD else size), name


def _length(moov: bytes) -> float:
    """The seconds in its `mvhd`; 0 where it does not tell."""
    at = 0
    while at + HEAD <= len(moov):
        size, name = _box(moov[at : at + HEAD])
        if name == b"mvhd":
            return _told(moov[at + HEAD : at + size])
        if size < HEAD:
            break
        at += size
    return 0.0


def _told(header: bytes) -> float:
    """Version 1 has eight bytes where version 0 has four; all ones: unknown."""
    wide = 8 if header[:1] == b"\x01" else 4
    at = 4 + 2 * wide
    scale, length = header[at : at + 4], header[at + 4 : at + 4 + wide]
    if len(length) < wide or length == b"\xff" * wide or not int.from_bytes(scale):
        return 0.0
    return int.from_bytes(length) / int.from_bytes(scale)

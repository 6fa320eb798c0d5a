"""Files as bookkeeping programs export them: semicolons, cp1252, Windows' line ends."""

from __future__ import annotations

from pathlib import Path

HEADER = "Kundnr;Namn;Orgnr/Personnr;Adress1;Adress2;Postnr;Ort;Telefon;E-post"
CUSTOMERS = (
    "K-10482;Anna Lindqvist;19780412-2385;Storgatan 14 B;;169 72;Solna;070-174 06 05;a@exempel.se",
    "K-10510;Åsa Öberg Sjöström;;Ringvägen 3;c/o Ek;753 21;Uppsala;070-174 06 31;",
    "K-10702;Petra Sundholm;;Sjövägen 1;;184 31;Åkersberga;070-174 06 83;",
    "K-10533;Lindkullens Bygg AB;559999-0164;Bergslagsvägen 40;;168 51;Bromma;08-465 004 12;",
)


def customer_file(folder: Path, *rows: str) -> Path:
    """Write the export of four customers, and more rows if given."""
    path = folder / "kundregister.csv"
    text = "\r\n".join([HEADER, *CUSTOMERS, *rows, ""])
    path.write_bytes(text.encode("cp1252"))
    return path

"""Read the question bank with programs of other people, in an environment of their own; CONTRIBUTING says how.

``onyx2moodle`` reads each item of QTI 2.1 and turns choices and texts into Moodle XML, ``citolab-qti-convert`` turns
each package into QTI 3.0, ``moodle-xml-parser`` reads the choices of the Moodle files.
"""

import sys
import tempfile
import zipfile
from collections import Counter
from pathlib import Path


def main(folder):
    """Count what is read back; an error of a program is an error of this one."""
    import moodle_xml_parser.parser as moodle
    import qti_convert
    from onyx2moodle.classifier import classify
    from onyx2moodle.parser import parse_item
    from onyx2moodle.translate import multichoice, shortanswer

    translators = {"multichoice": multichoice.translate, "shortanswer": shortanswer.translate}
    read = Counter()
    for packed in sorted(folder.glob("*.qti.zip")):
        with tempfile.TemporaryDirectory() as place, zipfile.ZipFile(packed) as archive:
            archive.extractall(place)
            for file in sorted(Path(place, "items").glob("*.xml")):
                item = parse_item(file)
                kind = classify(item).target
                read["QTI items read by onyx2moodle"] += 1
                # An order is a kind that it does not know.
                if kind in translators:
                    translators[kind](item, [], [])
                    read["of these turned into Moodle"] += 1
            upgraded = Path(place, "upgraded.zip")
            qti_convert.upgrade_package(str(packed), str(upgraded))
            with zipfile.ZipFile(upgraded) as newer:
                for name in newer.namelist():
                    text = newer.read(name).decode("utf-8")
                    read["items turned into QTI 3.0"] += "<qti-assessment-item " in text
    for file in sorted(folder.glob("*.moodle.xml")):
        for question in moodle.parse_file(str(file))["multichoice"]:
            full = [one for one in question.options if one.score_fraction == 100]
            assert len(full) == 1, question.name
            assert all(one.feedback for one in question.options), question.name
            read["Moodle choices read by moodle-xml-parser"] += 1
    print("\n".join(f"{number:6} {what}" for what, number in read.items()))


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""Let the search find Korean words: with particles at their end, inside compounds, and written without spaces.

Sphinx splits texts at white space and compares whole words. A Korean word is rarely written bare: ``집적의`` is
``집적`` with a particle, ``산업집적`` a compound that holds it. Here each run of Hangul is indexed by its pairs of
neighbouring syllables, and a query is cut in the same way after particles at its end have been taken off. A page is
found when it holds all pairs of the query. Pairs also reach over a space, since some write ``산업클러스터`` and others
``산업 클러스터``.
"""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

from sphinx.search.en import SearchEnglish

# What may follow a noun and is not searched for, if two syllables or more stay.
ENDINGS = (
    *(
        "에서는",
        "에서도",
        "에서의",
        "으로는",
        "으로서",
        "으로써",
        "에게서",
        "이라는",
        "이라고",
        "에서",
        "에는",
        "에게",
    ),
    *(
        "까지",
        "부터",
        "으로",
        "이나",
        "이라",
        "이며",
        "이고",
        "보다",
        "처럼",
        "마다",
        "조차",
        "라는",
        "하는",
        "하고",
    ),
    *(
        "하며",
        "했다",
        "한다",
        "하여",
        "하기",
        "된다",
        "되는",
        "들의",
        "들이",
        "들은",
        "들을",
        "들",
        "의",
        "은",
        "는",
    ),
    *(
        "이",
        "가",
        "을",
        "를",
        "에",
        "로",
        "와",
        "과",
        "도",
        "만",
        "나",
        "적",
        "인",
        "한",
        "된",
        "될",
        "할",
    ),
)
RUN = re.compile(r"[가-힣]+(?: [가-힣]+)*|[^\W가-힣]+")
SPLIT_QUERY = """
// Hangul by pairs of syllables, without particles; the counterpart of korean_search.py.
var splitQuery = (query) => {
  const endings = ENDINGS;
  const bare = (run) => {
    const ending = endings.find((one) => run.endsWith(one) && run.length - one.length >= 2);
    return ending ? run.slice(0, -ending.length) : run;
  };
  const pairs = (run) => (run.length < 2 ? [run] : [...run.slice(1)].map((_, i) => run.slice(i, i + 2)));
  const runs = query.normalize("NFC").match(/[가-힣]+|(?:(?![가-힣])[\\p{L}\\p{N}_\\p{Emoji_Presentation}])+/gu) || [];
  return runs.flatMap((run) => (/^[가-힣]/.test(run) ? pairs(bare(run)) : [run]));
};
"""


def pairs(run: str) -> list[str]:
    """Neighbouring syllables of a run of Hangul, also over a space; a word of one syllable by itself.

    Examples
    --------
    >>> pairs("산업집적 힘")
    ['산업', '업집', '집적', '적힘', '힘']
    """
    joined = run.replace(" ", "")
    singles = [word for word in run.split(" ") if len(word) == 1]
    return [joined[i : i + 2] for i in range(len(joined) - 1)] + singles


class SearchEnglishAndKorean(SearchEnglish):
    """English as Sphinx searches it, and Hangul by pairs of syllables."""

    js_splitter_code = SPLIT_QUERY.replace("ENDINGS", json.dumps(ENDINGS, ensure_ascii=False))

    def split(self, input: str) -> list[str]:
        """Words of a text as the index stores them."""
        runs = RUN.findall(unicodedata.normalize("NFC", input))
        return [word for run in runs for word in (pairs(run) if "가" <= run[0] <= "힣" else [run])]


def setup(app: Any) -> None:
    app.add_search_language(SearchEnglishAndKorean)

"""Latin letters of a Korean syllable and the coarse classes they can stand for.

Compiled from the romanisation rules in `letters` and from spellings met in passports, papers and catalogues.
One row a class: class, then the letter groups that can write it. Marks are folded away before the table is used.
"""

from __future__ import annotations

_INITIALS = """
G g k kk gg kh gh c q
D d t tt dd th
B b p pp bb ph bh f v
J j ch jj tch z ts tj jh cz
S s ss sh x sch
N n r l rh rr ll nn lh
M m
H h wh
0 -
"""
_VOWELS = """
A a ah aa ar
E ae ai ay eh e ea oe oi we wae oy oey wai wei ei ey ue
V eo o u oo ou oh eu uh ur er eou woo wu wou ow or au ough
W ye yae ie yeh yea e yei ey
U yeo yo yu you yoo yeou yuh yoh ye yeu iu io ieo yew ewe ewo yeoh yue ue yeoo ew yoe
Y ya yah ia yaa
X wa oa ua wah
O wo weo uo won weoh wuh we
I i ee ui wi eui ey ie yi y uei wee ih uy hi ea ooi eei e
"""
_FINALS = """
- -
K k g c ck kk q gk gg kh ch
N n nn
T t d th s j
L l r ll le lh
M m mm
P p b bp ph
G ng
"""


def _by_letters(rows: str) -> dict[str, str]:
    """Letter group -> the classes it can stand for, in the order of the table."""
    found: dict[str, str] = {}
    for row in rows.strip().splitlines():
        sound, *groups = row.split()
        for group in groups:
            letters = "" if group == "-" else group
            found[letters] = found.get(letters, "") + sound
    return found


INITIALS, VOWELS, FINALS = _by_letters(_INITIALS), _by_letters(_VOWELS), _by_letters(_FINALS)

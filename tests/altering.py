"""Texts altered so that the verdict must stay (whose name, which gender, how somebody spells), or so as to hide it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Final

# Given names of many cultures that stand in the posts of the corpus or in any school's register; one word each.
_GIVEN: Final = """
    Aaliyah Aaron Abbie Abdi Abdul Adaeze Adam Ade Adebayo Aditi Agnieszka Ahmed Aidan Aisha Aled Alex Alfie Alice Amara
    Amber Amelia Amina Amir Amy Anaya Andrei Andrew Aneesa Angharad Anita Anjali Anna Anya Arjun Arun Ashley Asif Ava Ayaan
    Ayesha Babak Bartek Beata Becky Ben Bethan Bilal Billy Blessing Bradley Bronwen Callum Cara Carys Catrin Cerys Chantelle
    Charlie Chidi Chloe Chloé Cian Connor Craig Daisy Damilola Daniel Danny Dariusz Darren David Dean Delroy Demi Dev Dewi
    Divya Dylan Ebony Eilidh Eleanor Elif Ella Ellie Elsie Emeka Emily Emma Emmanuel Emre Esther Ethan Eva Evie Ewan Faith
    Farah Fatima Femi Finlay Finn Folasade Freddie Freya Funmi Gareth Gemma George Georgia Gethin Grace Gurpreet Gwen Habib
    Hamza Hannah Harjit Harley Harpreet Harry Harvey Hassan Hayley Heidi Helen Hetal Hodan Holly Huda Hugo Ibrahim Idris
    Imani Imran Ines Ioana Iqra Isaac Isabella Isla Ivy Iwona Jack Jacob Jade Jake James Jamie Jasmine Jason Jaspreet Jay
    Jayden Jenna Jess Jessica Jia Joanna Joe Joel John Jordan Jordon Joseph Josh Joshua Kacper Kai Kamal Karen Karim Kasia
    Kate Katie Kavita Kayleigh Keira Kelly Kenji Kerry Khadija Kian Kieran Kiran Kofi Krish Krystian Kwame Kyle Lacey Laila
    Lara Laura Lauren Layla Leah Leila Lena Leo Leon Lewis Lexi Liam Lily Linh Lisa Logan Louis Louise Lucas Lucy Luke
    Mackenzie Maddison Madison Magda Mahmoud Maisie Malik Marcin Marcus Maria Mariam Mark Martha Mason Mateusz Matthew Max
    Maya Megan Mehmet Mei Mia Michael Millie Miriam Mohamed Mohammed Molly Morgan Mustafa Myles Nadia Naomi Natalia Nathan
    Neha Niall Niamh Nia Nicole Nikhil Nina Noah Noor Nusrat Oksana Oli Olivia Olumide Omar Oscar Owen Paige Paulina Pawel
    Paweł Phoebe Poppy Preeti Priya Rachel Rafiq Rahul Raj Rajesh Rania Rebecca Reece Reuben Rhiannon Rhodri Rhys Ria
    Richard Riley Robert Robin Rohan Roisin Rory Rosie Ruby Ryan Saanvi Sadia Safiya Saira Salma Sam Samina Samir Samuel
    Sana Sanjay Sara Sarah Scarlett Scott Sean Sebastian Shanelle Shanice Shannon Shauna Siân Siobhan Siobhán Sofia Sophie
    Stacey Stella Stephen Steve Sunita Suresh Szymon Tamara Tanisha Tanya Tariq Taylor Temi Thomas Tia Toby Tom Tomasz Tracy
    Tunde Tyler Tyrone Uzma Vanessa Victor Vikram Wanjiru Wei Will William Wojtek Xin Yasmin Yasmine Yetunde Yusuf Zac Zach
    Zain Zainab Zara Zoe Zofia Zuzanna
"""
NAMES: Final = _GIVEN.split()
GENDERS: Final = (
    ("he", "she"), ("him", "her"), ("his", "her"), ("himself", "herself"), ("boy", "girl"), ("boys", "girls"), ("man", "woman"),
    ("men", "women"), ("son", "daughter"), ("dad", "mum"), ("father", "mother"), ("brother", "sister"), ("uncle", "auntie"),
    ("nephew", "niece"), ("husband", "wife"), ("Mr", "Mrs"), ("lad", "lass"), ("lads", "lasses"), ("sir", "miss"),
)  # fmt: skip
_FAITH_WORDS: Final = """
    Christian Muslim Jewish Sikh Hindu Buddhist Catholic Quaker Jain Pagan Methodist Anglican
"""
_FAITHS: Final = _FAITH_WORDS.split()
_NATION_WORDS: Final = """
    English Welsh Scottish Irish Polish Romanian Indian Pakistani Bangladeshi Nigerian Somali Syrian Turkish Chinese
    Jamaican French Spanish Ukrainian Ghanaian German Italian Portuguese
"""
_NATIONS: Final = _NATION_WORDS.split()
DIALECT: Final = {
    "them": "dem", "that": "dat", "the": "da", "with": "wi", "don't": "dinnae", "can't": "cannae", "isn't": "ain't",
    "aren't": "ain't", "wasn't": "weren't", "little": "wee", "nothing": "nowt", "something": "summat", "anything":
    "owt", "yes": "aye", "going": "gaun", "you": "ye", "your": "yer", "my": "ma", "have": "hae", "because": "cos",
    "was": "wis", "about": "aboot", "house": "hoose", "down": "doon", "out": "oot", "our": "oor", "know": "ken",
    "child": "bairn", "kids": "weans",
}  # fmt: skip
Altered = Callable[[str, random.Random], str]


def names(text: str, rng: random.Random) -> str:
    """Every given name becomes another one, of any culture, the same wherever it stands."""
    chosen = {name: rng.choice(NAMES) for name in NAMES}
    return _mapped(text, chosen)


def genders(text: str, rng: random.Random) -> str:
    """Every he becomes she, and the other way round."""
    del rng
    swapped = {one: other for pair in GENDERS for one, other in (pair, pair[::-1])} | {"hers": "his"}
    return _mapped(text, swapped)


def faiths_and_nations(text: str, rng: random.Random) -> str:
    """Every faith becomes another faith, every nation another nation."""
    chosen = {word: rng.choice(words) for words in (_FAITHS, _NATIONS) for word in words}
    return _mapped(text, chosen)


def dialects(text: str, rng: random.Random) -> str:
    """A third of the words that dialects spell in their own way are spelt so."""
    return _mapped(text, {word: other for word, other in DIALECT.items() if rng.random() < 1 / 3})


def _mapped(text: str, mapping: dict[str, str]) -> str:
    return "".join(_cased(word, mapping) if word.isalpha() or "'" in word else word for word in _words(text))


def _cased(word: str, mapping: dict[str, str]) -> str:
    if word in mapping:
        return mapping[word]
    other = mapping.get(word.lower())
    return other.capitalize() if other and word[0].isupper() and not word.isupper() else other or word


def _words(text: str) -> Iterator[str]:
    """Runs of letters (with an apostrophe between them), and what lies between."""
    run = ""
    for at, char in enumerate(text):
        apostrophe = (
            char in "'’" and run[-1:].isalpha() and text[at + 1 : at + 2].isalpha() and text[at + 1 : at + 3].lower() != "s "
        )
        if run and (char.isalpha() or apostrophe) != (run[-1].isalpha() or run[-1] in "'’"):
            yield run
            run = ""
        run += char
    if run:
        yield run


_LEET: Final = str.maketrans({"a": "4", "e": "3", "i": "1", "o": "0", "s": "5", "t": "7"})
_LIKE: Final = str.maketrans({"a": "а", "c": "с", "e": "е", "i": "і", "o": "о", "p": "р", "x": "х", "y": "у"})
_EMOJI: Final = {chr(97 + at): chr(0x1F170 + at) for at in range(26)}


def spaced(text: str) -> str:
    """B l a n k s between letters."""
    return "  ".join(" ".join(word) for word in text.split(" "))


def leet(text: str) -> str:
    """Figures for letters."""
    return text.translate(_LEET)


def lookalikes(text: str) -> str:
    """Letters of another script that look the same."""
    return text.translate(_LIKE)


def invisible(text: str) -> str:
    """A sign of no width between every two letters."""
    return "\u200b".join(text)


def emoji(text: str) -> str:
    """Letters in boxes."""
    return "".join(_EMOJI.get(char.lower(), char) for char in text)


SWAPS: Final[dict[str, Altered]] = {
    "names": names,
    "genders": genders,
    "faiths and nations": faiths_and_nations,
    "dialects": dialects,
}
DISGUISES: Final[dict[str, Callable[[str], str]]] = {
    "spaced": spaced, "leet": leet, "lookalikes": lookalikes, "invisible": invisible, "emoji": emoji,
}  # fmt: skip
__all__ = ("DISGUISES", "NAMES", "SWAPS")

"""Short and familiar forms of first names, from every culture met in British schools, for the roster.

One line a family of names, all folded; a name may stand in several. The list only adds forms to names that a user
gave: nothing is ever recognised as a name because it is here, so a name that is missing loses no finding of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_FAMILIES: Final = """
    thomas tom tommy tomos tomasz tomek
    alexander aleksander alex alec sandy xander sasha alexandru alejandro oleksandr olek alasdair alistair ali
    alexandra aleksandra alex alexa sasha ola sandra lexi lexie oleksandra
    william will bill billy liam willy gwilym
    robert rob bob bobby robbie bert
    richard rick rich dick ricky richie
    edward ed eddie ted teddy ned
    elizabeth liz lizzie lizzy liza beth betty eliza libby elsie lisa ela elzbieta bethan
    katherine catherine kathryn kate katie kat cathy kitty kasia katarzyna catrin katya kateryna
    margaret maggie meg peggy megan mags gosia malgorzata marged
    james jim jimmy jamie jem seamus hamish
    john jack johnny jon ioan evan ieuan sean ian jan janek ivan
    joseph joe joey jo josef yusuf yousef youssef josip
    michael mike mick mickey mikey michal mihai misha mikhail
    christopher chris kit topher krzysztof kris
    nicholas nick nicky nico nicolae mikolaj
    anthony tony ant antoni anton
    andrew andy drew andrzej andrei andriy
    daniel dan danny dani danil
    matthew matt matty mateusz matei mateo
    benjamin ben benny benji
    samuel samantha sam sammy
    david dave davey dai dafydd dawid
    stephen steven steve stevie stefan ste
    gregory greg grzegorz grzes
    jonathan jon jonny jono
    joshua josh
    jacob jake kuba jakub yaqub coby
    zachary zach zack zak zakariya zakaria
    timothy tim timmy
    patrick pat paddy padraig patryk
    peter pete piotr petru petro pedr
    philip phil pip
    charles charlie chaz karol carlos siarl
    charlotte charlie lottie lotte
    frederick fred freddie freddy
    george georgie jerzy gheorghe sior yuriy
    henry harry hal harri
    harold harry
    oliver ollie olly oliwier
    oluwaseun seun
    oluwatobi oluwatobiloba tobi tobiloba
    oluwadamilola damilola dami
    oluwatosin tosin
    ayomide ayo
    ayodele ayo dele
    temitope temi tope
    adebayo ade bayo
    adewale ade wale
    olufunmilayo funmi funmilayo
    babatunde tunde
    chukwuemeka emeka
    chukwudi chudi
    chidinma chidi
    chinedu nedu
    ngozi ngo
    obinna obi
    ifeoma ify
    kwabena kobby
    ebenezer eben
    mohammed muhammad mohammad mohamed muhammed mohamad mohamud mo mohd mehmet moe
    ahmed ahmad achmed
    abdullah abdul abdallah
    abdirahman abdi abdul abdurrahman abdulrahman
    ibrahim ibby ebrahim ibraheem abraham abe
    hussain hussein husayn
    hassan hasan
    mustafa mustapha
    fatima fatimah fatma faduma fati
    khadija khadijah kadija
    aisha ayesha aysha ayse aaisha
    maryam mariam miriam
    zainab zaynab zeynep zee
    hamza hamzah
    yasmin yasmine jasmine jazz jas
    jaswinder jas jazz jassi
    harpreet harry preeti
    gurpreet gurp guri
    manpreet manny
    parminder pam
    sukhwinder sukhi
    kulwinder kully
    rajesh raj
    rajinder raj
    sanjay sanj
    priyanka priya
    krishnan krish krishna
    venkatesh venky
    lakshmi laxmi
    thirunavukkarasu thiru
    nguyen
    xiaoming ming
    guillermo memo
    francisco paco fran
    jose pepe
    guadalupe lupe
    francesca fran franny
    frances fran franny francis frankie
    victoria vicky vicki tori wiktoria
    rebecca becky becca bex
    jessica jess jessie
    jennifer jen jenny
    jacqueline jackie
    deborah deb debbie
    susan sue susie suzanne
    patricia pat trish tricia
    pamela pam
    nicola nicky nic nikki
    natasha tasha natalia natalie nat
    stephanie steph stefania
    abigail abi abby gail
    isabella isabel isobel izzy bella isabelle izabela
    olivia liv livvy oliwia
    amelia millie milly mia
    emily em emmy millie
    eleanor ellie nell nora elinor
    penelope penny
    theodore theo teddy ted
    dominic dom dominik
    edmund ed ted
    gabriel gabe gabi
    raphael raf rafael
    nathaniel nate nat nathan
    leonard leo len lenny leon
    leonardo leo
    maximilian max maksymilian maks maxwell
    sebastian seb bas
    bartosz bartek bartlomiej
    wojciech wojtek
    stanislaw stan staszek
    kazimierz kazik
    agnieszka aga
    joanna asia jo
    zuzanna zuza susanna
    magdalena magda maggie
    barbara basia babs
    malgorzata gosia
    szymon simon simeon
    pawel paul pavel pavlo
    lukasz luke luca
    marek mark
    dmytro dima
    volodymyr vova
    yevhen zhenya
    anastasia nastya ana stasia
    oksana ksenia
    ioana ioanna
    constantin costi costel
    stefania stef
    sinead jane
    siobhan shiv
    caoimhe keeva
    aoife eva
    niamh neve
    eoghan owen eoin
    diarmuid dermot
    rhiannon rhi
    angharad haz
    gwenllian gwen
    myfanwy myf
    llewelyn llew lyn
    mackenzie mac kenzie
    shmuel samuel sam
    moshe moses mo
    yitzchak isaac zak
    rivka rebecca becky
    avraham avi abraham
    binyamin benny ben
    yehuda judah yudi
    shaniqua shan
    tyrone ty
    tyreese tyrese ty
    jayden jay jaden jaydon
    kayleigh kay kayley
    cameron cam
    callum cal calum
    lachlan lachie
    finlay fin finn
    archibald archie
    alfred alf alfie
    albert bert bertie
    ronald ron ronnie
    kenneth ken kenny
    douglas doug dougie
    gerald gerry
    terence terry
    lawrence larry laurie
    vincent vince vinnie
    marguerite margot
    genevieve gen evie
    huynh
    ngoc
    mehmet memo
    mustafa musti
    ozgur oz
    elif ela
    abdikarim abdi karim
    hodan hodo
    hibaaq hibo
    saoirse sersha
    gareth gaz garry gary
    darren daz
    barry baz
    sharon shaz
    caroline caz caro carrie
    jeremy jez
    louise lou
    lucy luce lucia
    harriet hattie
    matilda tilly tilda
    josephine josie jo
    florence flo florrie
    beatrice bea trixie beatriz bia
    tabitha tabby
    danielle dani danni
    gabrielle gabby gabi
    michelle shell chelle
    rachel rach
    georgina georgie gina
    imogen immy
    bradley brad
    geoffrey jeffrey geoff jeff
    raymond ray
    reginald reg reggie
    sidney sid siddharth
    wilfred wilf
    dorothy dot dottie
    oluwafemi femi
    olamide lamide
    folasade sade
    chiamaka amaka
    kwadwo kojo
    thandiwe thandi
    nokuthula thula
    aditya adi
    vikram vik
    harjit harj
    amandeep aman
    tanveer tan
    usman uzzy
    dariusz darek
    jaroslaw jarek
    slawomir slawek
    przemyslaw przemek
    svetlana sveta
    eduardo edu
"""


def _forms() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in _FAMILIES.splitlines():
        for name in line.split():
            found.setdefault(name, set()).update(line.split())
    return {name: frozenset(forms - {name}) for name, forms in found.items()}


_FORMS: Final = _forms()


def familiar(first: str) -> frozenset[str]:
    """The other forms that a first name is known to take; empty for a name that is not listed."""
    return _FORMS.get(first, frozenset())

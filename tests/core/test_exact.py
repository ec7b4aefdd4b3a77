"""The exact detectors on hostile texts: what must be found, to the letter, and what must be left alone.

One text a line; ⏎ stands for a line break, and «…» marks what must be found. The letters before a table say where the
text stands: a post, a bio, a direct message, a message in a closed group, or a post or message of the school's account.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import Any, Final

import pytest

from safeconduct.activity import Account, Audience, Topic
from safeconduct.screening import Context, Detector, Draft, Roster, run

POST: Final = Context(audience=Audience.PUBLIC)
BIO: Final = Context(audience=Audience.PUBLIC, kind="bio")
DIRECT: Final = Context(audience=Audience.DIRECT, kind="message")
GROUP: Final = Context(audience=Audience.PRIVATE_GROUP, kind="message")
SCHOOL: Final = Context(account=Account.OFFICIAL, audience=Audience.PUBLIC)
SCHOOL_DIRECT: Final = Context(account=Account.OFFICIAL, audience=Audience.DIRECT, kind="message")
LISTED: Final = Context(
    audience=Audience.PUBLIC,
    roster=Roster(
        frozenset({"kwame asante", "elizabeth marsh", "niamh o'shea", "zainab hussain", "ollie van dyke", "mary-jane poole"}),
        frozenset({"gareth pugh", "sunita rao"}),
    ),
)

PRIVATE, OWN, COLLEAGUE = Topic.PRIVATE_CONTACT, Topic.OWN_DETAILS, Topic.COLLEAGUE_PRIVACY
CONFIDENTIAL, SECURITY, SEXUAL, COPYRIGHT = Topic.CONFIDENTIAL, Topic.SECURITY, Topic.SEXUAL, Topic.COPYRIGHT
PROFANITY = Topic.PROFANITY

FOUND: Final[list[tuple[str, Context, Topic, str]]] = [
    (
        "uk_phone",
        DIRECT,
        PRIVATE,
        """
        Hi Mrs Okoro, school's shut so ring me on «07700 900123»
        Sir here. «07700900456» if the coursework won't upload
        Mr Doyle again, my own mobile is «(07700) 900 789», your son can text
        its miss k, text «+44 7700 900321» when u finish the essay
        its miss k, text «+44(0)7700 900321» when u finish the essay
        its miss k, text «0044 7700 900 321» about homework
        ur revision buddy: my numbers «07700.900.654».
        Your daughter left her coat, call me «07700-900-987»!
        hi it's coach, my no. is «07 700 900 888», tell your dad
        My number, for your mum:⏎«07700⏎900⏎222»
        homework help 📱«07700 900333»📱 any time
        My number is «zero double seven double zero nine double zero one two three», ask about the mock
        my mob «o77oo 9oo 444» for the netball lot, tell your mum
        Hi parents, «０７７００ ９００５５５» is my own phone
        Homework stuck? text me «07\u200b700 9\u200b00666»
        revision: «𝟬𝟳𝟳𝟬𝟬 𝟵𝟬𝟬𝟳𝟳𝟳», text me whenever
        Mrs Bell, call «07700 900 123»/«07700 900 124» about your son
        Sir's number for your coursework is "«07700 900 111»"
        """,
    ),
    (
        "uk_phone",
        POST,
        PRIVATE,
        """
        Parents of 3H, the office never picks up so it's «07700 900 432» for me
        Year 11: my whatsapp is «+447700900987», revision every night
        Any mums with questions about the residential, I'm on «07700/900/210»
        Pupils can text me on [«07700 900 210»] all half term
        Parents can text me on «07700📞900📞123»
        Parents can text me on «07700900123»xx
        Parents can text me on «oh double seven double oh nine hundred, one two three»
        Parents can text me: wa.me/«447700900123»
        My class know I'm always there: «0 7 7 0 0 9 0 0 1 2 3»
        """,
    ),
    (
        "uk_phone",
        SCHOOL,
        PRIVATE,
        """
        Year 4 parents: I'm happy for you to use my own mobile, «07700 900 246», in the evenings
        Year 9 pupils, my personal number is «07700900135»
        """,
    ),
    (
        "uk_phone",
        POST,
        OWN,
        """
        Sofa free to a good home. Text me on «07700 900 147».
        Lost phone! My new number is «07700 900258»
        Cat missing on our estate, please ring me «07700 900 369» (any time)
        """,
    ),
    (
        "uk_phone",
        GROUP,
        COLLEAGUE,
        """
        Mrs Adeyemi's mobile is «07700 900 159» if cover needs her
        If anyone at work needs Gareth, his personal number is «+44 7700 900753»
        """,
    ),
    (
        "email_address",
        DIRECT,
        PRIVATE,
        """
        Hi Mrs Osei, email me at «jo.bloggs@gmail.com» not school
        Send the coursework to «Ravi_K.77@Hotmail.co.uk», sir never checks the other
        its miss, «p.nowak+y11@outlook.com», send ur essay
        send ur essay to «pnowak AT outlook DOT com» its miss
        send ur essay to «p.nowak(at)outlook(dot)com» its miss
        send ur essay to «p.nowak [at] outlook [dot] com» its miss
        send ur essay to «p.nowak@outlook dot com» please, its miss
        Your dad can have my email: «kate.l@icloud.com».
        coursework to «kate.l@gmail» tonight
        coursework to me: «kate@oakhill.kent.sch.uk.my-own.example»
        Homework to <«kate.l@icloud.com»> please
        homework: mailto:«kate.l@yahoo.co.uk»
        My private address for your coursework is «d.o'neill@live.co.uk»
        homework to «kat\u200be.l@gm\u200bail.com»
        homework to «ｋａｔｅ@gmail.com»
        coursework to «kate underscore l at gmail dot com» tonight
        coursework to me, «kate.l@my.own-domain.example»
        """,
    ),
    (
        "email_address",
        POST,
        PRIVATE,
        """
        Parents of 2B my own e-mail is «b.singh@btinternet.com», use it any time
        Year 13! drafts to «b.singh@proton.me», I mark at midnight
        Pupils, email me («msingh@gmail.com») over the summer
        Parents of Y6, write to me:⏎«msingh@sky.com»⏎and I'll answer
        """,
    ),
    (
        "email_address",
        SCHOOL,
        PRIVATE,
        """
        Parents, please use my own address «lois.t@gmail.com» until Monday
        Year 10, my personal email is «lois dot t at gmail dot com»
        """,
    ),
    (
        "email_address",
        POST,
        OWN,
        """
        Knitting patterns from me at «purl.one@gmail.com»
        My email's changed, it's now «m.achebe@aol.com»
        Anyone selling a cello? my email is «m.achebe@strings.example»
        """,
    ),
    (
        "email_address",
        GROUP,
        COLLEAGUE,
        """
        Miss Brady's personal email is «s.brady@gmail.com», chase her for the rota at work
        The head's own gmail is «headlad@gmail.com» btw, staff only
        """,
    ),
    (
        "handle",
        DIRECT,
        PRIVATE,
        """
        hiya its miss patel, «whats ur insta»? I'll send the essay tips
        Sir here, «what's your snap» so I can send the past paper
        «gimme ur discord» and I'll share the revision notes, from mr k
        miss d here, my insta is «@missd.art», homework pics there
        It's Mr Lowe, add me on snap: «lowe_j88» about the coursework
        homework late? add me on insta «@lowe_j88»
        can I be honest, your essay was great. my tiktok is «@lowe_j88»
        Your mum said fine, find me on discord as «lowe#4412»
        mr k here «can i get your number» to sort the fixture list
        «drop your @» for the netball chat, coach x
        """,
    ),
    (
        "handle",
        POST,
        PRIVATE,
        """
        Year 10 if you need revision help my snap is «mr_k_maths»
        «Drop your @» below year 12 and I'll follow back
        Year 11s add me on insta «@mr_k_maths»
        Year 11s follow me on tiktok «@mr.k.maths»
        My class, my gamertag is «frostyowl_44»
        Year 9s: my xbox gamertag is «frostyowl44»
        Pupils: my BeReal is «frosty.owl»
        year 12s «whats everyones snaps»
        any year 13s wanna «swap snaps»
        Parents, «send me your mobile numbers» so I can make a group
        Year 9 my snapchat name is «mrkmaths»
        Year 9, add my page «https://www.instagram.com/mr_k_private»
        Parents of Y3 join here «https://chat.whatsapp.com/AbC123xyz789»
        Year 8 the server is «discord.gg/abc123x»
        Any of my pupils on snap? «snapchat.com/add/frostyowl» 👻
        Year 10: «t.me/mrkmaths» for the answers
        Has anyone got «Zofia's mum's number»? trip is back early
        Could I have «the number for Zofia's mum» please
        """,
    ),
    (
        "handle",
        SCHOOL,
        PRIVATE,
        """
        Goodbye boys and girls! My own insta is «@coach_obi», come and say hi
        Year 11, my personal snap is «coach_obi7», stay in touch
        """,
    ),
    (
        "postcode_address",
        POST,
        OWN,
        """
        We've moved! «14 Larch Crescent», come round for cake
        My address is «Flat 3, 27 Mill Lane, Leeds LS6 2AB»
        My address is «Flat 2B, 9 Gower Court, Hull HU5 2QP».
        I live at «9 Heol Fawr» and the parcels never come
        My postcode is «M14 5RX»
        my postcode's «m145rx», deliveroo can't find it
        Our postcode is «EC1A 1BB» and no, we're not posh
        I live at «12a Ferndale Road, Swindon SN2 1EX»
        We live at «103 St John's Road» if anyone finds the tortoise
        New house! «7 Saddlers Mews»! keys at last
        We're at «22 King's Drive» now, kettle's on
        Come round to mine, «61 Quebec Street», at eight
        my home address is «1 The Green, Ashby LE65 1AA»
        Home address for cards: «18 Upper Brook Street, Ulverston LA12 7BH»
        I'm at «5 Pen-y-Bryn Terrace, CF46 5RT» if you want the sofa
        parcels to me: my address is⏎«4 Acre Lane⏎Oldham⏎OL1 2AB»
        moving to «Flat 11, 200 Deansgate» on Friday
        I live at «14 Upper Park Road»
        I live at «Larch Cottage, Mill Lane»
        My address is «The Old Rectory, Church Lane, NR14 7DZ»
        we live at «6 Station Road, Leeds. LS6 2AB»
        My new address: «33 Elm Grove, Southsea, PO5 1JG»
        """,
    ),
    (
        "postcode_address",
        BIO,
        OWN,
        """
        sax teacher, «22 Quarry Row», knock loudly
        mum of two, «31 Oak Avenue, BN1 4GH»
        """,
    ),
    (
        "postcode_address",
        POST,
        COLLEAGUE,
        """
        Mrs Okafor lives at «8 Beech Avenue», take her a card from work
        Our deputy lives at «40 Vicar Street», leaving card can go through the door
        Mr Shah's new address is «6 Rowan Close, LE2 4QJ», staff room whip-round
        """,
    ),
    (
        "postcode_address",
        POST,
        CONFIDENTIAL,
        """
        Jayden in 4B lives at «14 Larch Crescent»
        That year 8 boy lives at «60 Canal Street», no wonder he's late
        The lad in my class lives at «19 Foundry Lane», same as the fire
        """,
    ),
    (
        "bank_details",
        POST,
        OWN,
        """
        Curry money please, sort code «00-12-34 account 12345678»
        Sort code: «00 12 34, account number: 12345678»
        sort «001234 acc 12345678» tenner each
        S/C «00-12-34 A/C 12345678» thanks all
        Sort Code «00-12-34⏎Account 12345678»
        My bank: «00-12-34 12345678»
        IBAN «GB82-WEST-1234-5698-7654-32», ta
        «00-12-34 12345678», tenner each
        bank transfer is fine: «00–12–34 / 12345678»
        account «12345678, sort code 00-12-34»
        a/c no «87654321 s/c 001234»
        Pay me: acc number «87654321 sort code 00-12-34»
        Use my card, «4111 1111 1111 1111», exp 04/29
        card number «4111111111111111» cvv 123, go mad
        my visa is «4012-8888-8888-1881»
        long number is «5555.5555.5555.4444»
        It's an Amex, «3782 822463 10005», so no
        my card «5105 1051 0510 5100»!
        Wire it to «GB82 WEST 1234 5698 7654 32» please
        IBAN: «GB82WEST12345698765432».
        mein Konto: «DE89 3704 0044 0532 0130 00»
        konto «PL61 1090 1014 0000 0712 1981 2874»
        for the cottage: «FR14 2004 1010 0505 0001 3M02 606», merci
        IBAN «ie29 aibk 9311 5212 3456 78»
        sort code «００-１２-３４ account １２３４５６７８», full width
        """,
    ),
    (
        "bank_details",
        SCHOOL,
        COLLEAGUE,
        """
        Pay Mr Bello direct, his own account: sort code «00-12-34, account 22334455»
        """,
    ),
    (
        "identity_numbers",
        POST,
        OWN,
        """
        payroll keep losing my NI number, it's «AB 12 34 56 C», there
        my NI is «AB123456C»
        NINO «ab-12-34-56-c»!
        National Insurance number: «JG 10 37 59 A».
        NI no. «JG103759A» on every form
        HMRC want it again: «JG 10 37 59 A»
        Payroll, it's «CE 12 34 56 D», please
        My NHS number is «943 476 5919»
        NHS no: «9434765919», jab booked
        NHS Number «401-023-2137» on the letter
        (NHS number «450 557 7104»)
        my nhs number's «943 476 5919».
        the app says my NHS number is⏎«943 476 5919»
        passport's come! «533401372», same face
        passport number «533401372»
        licence number «MORGA657054SM9IJ», finally passed
        driving licence «SMITH703209J99AB», I can drive the minibus
        My DBS certificate «001234567890» is on the update service
        DBS cert no. «001987654321»
        my TRN is «1234567» if anyone needs a maths teacher
        Teacher reference number «12/34567», that's me
        TRN: «8812345»
        """,
    ),
    (
        "identity_numbers",
        POST,
        CONFIDENTIAL,
        """
        Which of you has pupil «H801200001001» on your register?
        UPN «H801200001001» keeps failing the census
        that pupil's NHS number is «9434765919», in case
        """,
    ),
    (
        "identity_numbers",
        POST,
        COLLEAGUE,
        """
        Mrs Begum's teacher reference number is «12/34567», look her up
        Mr Cole's NI number is «AB 12 34 56 C», payroll
        """,
    ),
    (
        "birth_details",
        POST,
        OWN,
        """
        I was born on «12 June 1981» and it rained
        I was born «4 March 1984», a Sunday
        DOB «04/03/84», can't believe it
        DOB: «04.03.1984»
        d.o.b. «4/3/1984» on every form
        Date of birth: «4th March 1984»
        my date of birth is «4 March 1984»
        my dob is «1984-03-04»
        My birthday is «4th of March 1984», cards welcome
        I was born on the «4th of March, 1984»
        Born «March 4, 1984», still no wiser
        I was born on «04-03-1984»
        Born: «3 May 1979», Hull
        my birth date is «3 Feb 1990»
        me: born «31/12/1999», nearly a millennium baby
        form wants my DOB («30/11/1988»)
        «I'm 40 on 12 March», somebody hold me
        I «turned 30 on 1st July» and my knees know
        I was born at 3am on Tuesday «4th March 1984»
        «4 March 1984». That's when I was born
        DOB «04031984»
        Leeds girl, born «29 February 1980»
        my mum remembers: I was born on «7 Sept 1975»
        «Mum's maiden name Adeyemi», and that's my secret out
        my «mother's maiden name is Kowalska», apparently that's secret
        """,
    ),
    (
        "birth_details",
        BIO,
        OWN,
        """
        Cardiff lass, b. «3 May 1979», hockey and cheese
        born «14.02.1992» | coffee | maths
        DOB «14/02/1992» Aries? no
        """,
    ),
    (
        "access_codes",
        GROUP,
        SECURITY,
        """
        code for the back gate is «4471#»
        Code for the side door's «C4471Z»
        wifi pw: «Maple2024!»
        staff wifi password is «Maple2024!»
        staff laptop pin's «0000»
        The staff room door code is «1066»
        alarm code = «9043», last one out sets it
        alarm code: «9043»
        gate code «4471», don't let it bang
        The keypad on the fire door is «C1357Y»
        New door code: «2580»
        door code has changed to «7788#»
        Door code is now «7788»
        SIMS password is «Autumn25»
        login for cover is supply / password «Teach123»
        The safe combination is «12-34-56»
        Username: cover1 Password: «Welcome1»
        Password for the exams laptop: «Ex@ms2025»
        the office PIN is «4 4 7 1»
        key safe: «2468»
        Back gate, press «4471#» and push
        The padlock code for the shed is «739»
        Wi-Fi: SchoolStaff, password: «correcthorse9»
        barrier code «5512» for anyone late
        Zoom for governors: meeting ID «812 334 556 01, passcode Heron7»
        CPOMS password is still «Changeme1»
        «password is on the board in the staff room»
        door code is «four four seven one»
        The door code, for anyone who's forgotten, is «1379»
        New code for the side gate is «4417#», please don't share it outside staff
        our door code's changed again, «9912» from Monday
        my pin's «0000», take my card for the staff teas
        """,
    ),
    (
        "access_codes",
        POST,
        SECURITY,
        """
        Forgot again, the door code at work is «2468», there, written down
        our school wifi password is «GreenFrog22» lol
        """,
    ),
    (
        "access_codes",
        SCHOOL,
        SECURITY,
        """
        Visitors, let yourselves in, today's gate code is «2290B»
        """,
    ),
    (
        "adult_sites",
        POST,
        SEXUAL,
        """
        New pictures on my «OnlyFans» tonight, link in bio
        «onlyfans.com/missbehaves», first month half price
        «https://onlyfans.com/missbehaves»
        «www.onlyfans.com/miss_behaves»!
        «OnlyFans.com/missbehaves».
        «0nlyfans.com/missbehaves»
        Subscribe on «Fansly», that's where I earn the rent
        my «fanvue» is up, come and see
        «fansly.com/missb» xx
        «pornhub.com/view_video?x=1» enjoy lads
        «https://www.pornhub.com/view_video?x=1»
        watch this («xvideos.com/video123»)
        «xhamster.com/videos/abc», you'll thank me
        find me on «adultwork» under the usual name
        I'm on «fab swingers», same username
        subscribe to my «only fans», rent's due
        link below: «chaturbate.com/missb»
        check out my «ManyVids»
        «redtube.com/12345» lads
        «xnxx.com/video-1» lol
        started an «OnlyFans» last week, subscribe
        I'm on «FetLife» too, follow me
        go to «pornhub.com» lads
        «spankbang.com/x1» for the stag do
        his «OnlyFans» link is in my bio
        my «Justforfans» is half price
        """,
    ),
    (
        "profanity",
        POST,
        PROFANITY,
        """
        what a «fucking» day
        oh for «f**k»'s sake
        «f u c k» this bus
        «f.u.c.k» this bus
        «fuuuuck» this bus
        «FUCK»!
        «ffs» the laminator
        «wtf» is this rota
        utter «bullsh1t»
        utter «b0llocks»
        what a «w@nker»
        load of «sh!te»
        oh «sh*t»
        oh «shiiiiit»
        oh «s\u200bhit»
        oh «ｓｈｉｔ»
        total «c*nt»
        absolute «tw@t» of a printer
        he's a right «bellend»
        «arsehole» of a driver
        «pissed» off with the trains
        «bastards» have put the fares up
        a «\U0001f595» to the council
        what the «@#$%!» is this
        «kurwa», znowu
        «merde», encore
        «fcuk» off
        load of «bollox»
        he's a «knob head»
        «f'ing» printer
        what a «prick»
        """,
    ),
    (
        "roster",
        LISTED,
        CONFIDENTIAL,
        """
        «Kwame Asante» scored twice
        «KWAME ASANTE» scored twice
        «Kwame Asante»'s mum rang
        «Asante, Kwame» was absent
        «K. Asante» was absent
        «K Asante» was absent
        «Kwame A» was absent
        «Kwame A». was absent
        «kwame a»'s homework
        well done #«KwameAsante»
        well done @«kwameasante»
        well done @«kwame_asante» x
        well done @«kwame.asante»
        @«kwameasante09» again
        @«k_asante» again
        @«asantekwame» again
        «Kwame»s mum was in the office
        «Lizzy Marsh» cried
        «Niamh»'s mum was in the office
        «Lizzie Marsh» cried
        «Beth Marsh» cried
        «Liz M» cried
        «Niamh O'Shea» danced
        «Niamh O’Shea» danced
        «Niamh OShea» danced
        «Ollie van Dyke»'s tooth
        «Oliver van Dyke»'s tooth
        «Mary-Jane Poole» read aloud
        «Mary Jane Poole» read aloud
        «Zainab\u200b Hussain» sang
        «Kwame» was sent out of class
        """,
    ),
    (
        "roster",
        LISTED,
        COLLEAGUE,
        """
        «Mr Pugh» snores on coaches
        «Mr. Pugh» snores on coaches
        «Gareth Pugh» is off again
        «Mrs Rao»'s lesson was late
        @«sunita_rao» missed the briefing
        """,
    ),
    (
        "piracy",
        POST,
        COPYRIGHT,
        """
        I've «scanned the whole textbook so nobody has to buy it»
        Got a «pirated copy of Photoshop» for the art room
        «Torrented» the new Bond film for wet play
        All my textbooks come from «libgen.is»
        Year 12, use «sci-hub.se» for the journals
        my novels: «z-lib.org»
        films from «thepiratebay.org», obviously
        «123movies.to» for film club
        «Took the watermark off» those maps
        I've «photocopied the whole revision guide», copies for everyone so you don't have to buy it
        Has «anyone got the CGP workbook as a pdf»? Not paying eight quid a head
        The «entire White Rose scheme, downloaded» before our membership lapsed, DM me for the link
        «I've got the full Twinkl bundle on a usb stick», who wants it
        Anyone with a «cracked version of Sibelius» for the music room?
        Film club tonight: «playing the new Pixar off my Disney+», tickets £2 for the school
        «Cropped the artist's signature out» so it fits the poster
        «ripped the panto DVD off the site» for all the cast
        «Full text of the article» below as it's subscribers only
        got «past the paywall» with archive.ph, you're welcome
        «leaked maths paper», got photos, DM me
        Got photos of the «mark scheme, still locked», inbox me
        «passed it off as my own» and the scheme went down well
        «dodgy fire stick» sorted us for every film at wet play
        «share my Twinkl login», no sense us all paying
        «bootleg of Hamilton» if the drama lot fancy it
        «one licence across all 30 laptops», works a treat
        keygen? «keygen for the CAD software» is on the drive
        """,
    ),
]

QUIET: Final[list[tuple[str, Context, str]]] = [
    (
        "uk_phone",
        POST,
        """
        Parents, please ring the school office on 01632 960456.
        The school's switchboard is 0113 496 0123, parents, option 2
        Pupils can ring Childline on 0800 1111 or text SHOUT to 85258
        Samaritans are on 116 123, day or night
        Ring 999, or 101 if nobody's hurt, or 111 for the rash, my class
        Parents, absence line: 020 7946 0123, before nine
        NSPCC helpline 0808 800 5000, parents
        order number 07700900333 still hasn't come
        Tracking: 07700 900 333 says Swindon
        ISBN 978-0-7475-3269-9 and 0 7475 3269 9, parents
        Invoice 0770090012 for my class's coach
        We won 07-11, 9-3, 12-7 and lost 0-7 my class
        Year 9 scored 07 12 14 09 88 31 in the quiz
        The 07:45, 08:15 and 09:30 trains are off, parents
        Bus 770, 900, 123 for the trip, parents
        Room 077, then 009, then 0123 for the exam, year 11
        Grid reference SK 077 009 and 123 456 for my class's walk
        Reg 07 AB 123 is blocking the gate, parents
        Version 07.70.09.00.123 broke the app for my pupils
        Centre number 07700, candidate 0900, paper 123, year 11
        URN 107700 and DfE 900/1234, parents
        £07,700,900.12 for a roof, parents, imagine
        077% of pupils, 00900 votes, 123 cakes
        On 07/07/2009 00:12:30 my class were not born
        my class measured pi to 3.14159265358979
        Parents, if you get a text from 07700 900222 asking for money it is a scam
        The trip mobile is 07700 900111 and staff have it all week, parents
        My dad's number is 07700 900222 if you need a roofer
        The plumber is on 07700 900333, brilliant bloke
        0x07700900123 is what my code printed, year 12
        Meter 07700900123 read at last
        07700900123 followers, parents!
        Parents' raffle number 07700900123 won
        My case ref is 07700 900 123 and nobody answers
        """,
    ),
    (
        "uk_phone",
        DIRECT,
        """
        Hi Mum, new phone, it's 07700 900444, homework's done
        Hi Mrs Osei, the office is on 01632 960456, ask them about the trip
        """,
    ),
    (
        "email_address",
        POST,
        """
        Parents, email office@oakhill.example and somebody will ring you
        Pupils can send work to j.smith@oakhill.herts.sch.uk
        Pupils: jsmith@ashby-high.leics.sch.uk is the one
        Parents, write to t.fielding@staff.oldtown.ac.uk
        Replies to policy@education.gov.uk by Friday, parents
        Parents, complaints@ofsted.gov.uk is where to write
        Parents: pals@leedsth.nhs.uk were kind
        admin@stmarysprimary.example for uniform, parents
        head@riverside-academy.example, parents
        enquiries@thelittletheatre.example for tickets, year 9
        no-reply@parentmail.example is spam-listed, parents
        There's a sale at argos dot com, parents
        Meet me at costa. com hem isn't until six, year 9
        The email from paypa1@security.example is a scam, parents
        My mum's email is rosie@gmail.com for the recipe
        Follow @NationalGallery on insta, year 8
        Dinner @ Nando's. Come one come all
        Look at bbc.co.uk for bitesize, year 9
        Copley Vets are at hello@copleyvets.example
        A3 @ 20p, A4 @ 10p. Total @ the till, parents
        user@localhost is how my class's Pi says hello
        My class learnt that an address needs an @ and a dot
        2 @ 99p. Each. Parents, bring change
        npm install lodash@4.17.21, year 12
        I work at outlook point dot the i's, parents
        """,
    ),
    (
        "email_address",
        SCHOOL,
        """
        Email our office at office@oakhill.example, parents
        Year 10, send work to a.begum@oakhill.kent.sch.uk
        """,
    ),
    (
        "handle",
        POST,
        """
        When a pupil asks what's your insta, the answer is homework
        My pottery insta is @mudandglaze, commissions open
        I told year 9 again: no, you can't have my snap
        Follow @NationalGallery for lovely things, year 8
        Students: "what's your snap sir". Me: a biscuit
        Year 9, send me your notes on Macbeth through Teams by Friday
        What's your number one tip for year 7 parents' evening?
        What's your number bonds game, year 2 teachers?
        A ginger snap is my pupils' idea of science
        The snap election is all year 12 talk about
        Year 5 made a roblox game and I'm lost
        Pupils should never give out their snap
        Parents, check your child's Discord settings
        Year 6 want me on Fortnite and I said no
        My discord is full of knitters @purl_one
        Year 7, our class handle on the board game is blue
        Year 11, the signal dropped on the trip
        Year 4 played snap with their parents
        No, year 10, my insta is not @mr_k
        The threads in the textiles room, year 8, need sorting
        Add me to the cover list for year 9 please
        @BBCBitesize is good for year 10
        Year 13, message me on Teams about UCAS
        My tag team of parents ran the stall
        Find me in room 12, year 9
        """,
    ),
    (
        "handle",
        SCHOOL,
        """
        Follow our school account @OakhillPrimary for news, parents
        Parents, our X handle is @OakhillPrimary
        """,
    ),
    (
        "postcode_address",
        POST,
        """
        Meet at the Fox, 14 Market Street, seven sharp
        Sherlock lives at 221B Baker Street
        The 12 oak park benches need painting
        The salon has moved to 5 Bridge Street, ask for Mo
        Housewarming! Message me for the address
        The village hall is at 3 Church Lane, NR14 7DZ
        We walked 10 miles down a green lane and up the hill
        Type SW1A 1AA into the sat nav
        The vet's at 77 Station Road was lovely
        Year 4 went to 10 Downing Street
        I ran 5 times round the park
        I have 3 children on my street
        We live in M&S sandwiches
        The A1 2nd lane is shut again
        B12 5mg tablets, I live on them
        I live 4 minutes from the sea
        Room E12 6AM start, cross-country
        Charity shop at 8 High Street, BD1 1AA, wants books
        New bakery at 4 Mill Lane and I've moved in spiritually
        Our library, 20 Castle Street, is open again
        postcode lottery again, M14 5RX won
        Coach leaves 15 Victoria Road at nine
        We're at the theatre, 3 rows from the front
        I live for 2 weeks of green park time
        Grid ref SU 12 3AB on the map
        I'm at 6 out of 10 this way, thanks
        Form P45, box E4 2NR, who knows
        Size M14 5XL jumper, still small
        """,
    ),
    (
        "postcode_address",
        SCHOOL,
        """
        The school is at 2 Acorn Road, SK9 4QT, and visitors park behind
        We've moved! The office is now at 2 Acorn Road
        """,
    ),
    (
        "bank_details",
        POST,
        """
        bank holiday 26-08-24, tickets 12345678
        Never send your sort code to anyone who messages you
        Donations to the hospice fund account, sort code 00-12-34, number 12345678
        Order 4111 1111 1111 1112 is lost in Swindon
        Tracking number 4111111111111111 says Kent
        A text asked me to pay 00-12-34 account 12345678, it's a scam
        12-10-14 was the best team, 19651970 the best decade
        My library card has a picture of a badger
        What sort of code is 00-12-34?
        ISBN 9780747532699 is out of print
        IMEI 490154203237518 is how they found my phone
        My clubcard is 6340 0400 0000 0001 points short
        Serial 4111 1111 1111 1111 on the meter
        PTA account: sort code 00-12-34, account 12345678
        Friends of Oakhill bank account, 00-12-34, 12345678
        Church account, sort code 00-12-34 account 12345678
        I don't have a debit card photo of the cat
        GB82 WEST 1234 5698 7654 33 is not a real one
        GB is our country code and 82 our room
        On 12-10-24 I sold 12345678 raffle tickets, or so it felt
        My account of 12-10-24 was read by 20000000 people
        Voucher 5555 5555 5555 4444 for the spa
        Sort the code 12-34-56 out, year 12
        03-04-24 to 10-04-24: 12000000 steps
        Never post a picture of your debit card, front and back
        test card 4111 1111 1111 1111 for developers
        """,
    ),
    (
        "bank_details",
        SCHOOL,
        """
        PTA account: sort code 00-12-34, account 12345678
        Trip payments to the school account, sort code 00-12-34, account 12345678
        """,
    ),
    (
        "identity_numbers",
        POST,
        """
        Ring 943 476 5918 or 943 476 5919 for the quiz
        My NHS number isn't 943 476 5910
        Order QQ 12 34 56 C arrived with the wrong lid
        GB 12 34 56 A is on the side of our boat
        UPN letters have a check: A801200001001 would fail it
        A new passport costs more than my holiday
        ISBN 9780141036144 is the one to order
        DBS update service is £16 a year
        We raised 1234567890 pennies
        The NHS raised 9434765910 pounds
        9434765919 is my favourite prime, probably
        My NHS app crashed 943 times in 476 days
        Flight AB 1234 56 minutes late
        D123456789012 is not a UPN
        My TRN trains app is broken 1234
        NI is lovely, drove AB 12 miles 34 minutes
        The passport office had 300 people in the queue
        Reference AB12 34C on the NHS letter
        BG 12 34 56 A is not a valid NI number
        FQ 12 34 56 A on my NI form was a typo
        Parcel JG103759A is in Hull
        NHS 111 were great
        my dbs took 3 weeks
        0121 496 0123 is the NHS dentist
        Part number MORGA657 fits the hoover
        Call the NHS on 943 476 5919, they said
        An NHS number has ten digits, like 943 476 5919
        Seat AB 12 34 56 C by the window
        H801200001001 is my parcel, says the courier
        The clinic is on 020 7946 0123, says the NHS letter
        """,
    ),
    (
        "identity_numbers",
        SCHOOL_DIRECT,
        """
        Dear Mrs Lee, your DBS certificate 001234567890 has been recorded
        """,
    ),
    (
        "birth_details",
        POST,
        """
        It's my birthday and I'm having cake for breakfast
        Our daughter was born on 4 March 2019
        Shakespeare was born on 23 April 1564
        Please don't play those first pet and first street games
        My first car was a Polo. I miss it
        My first pet was a stick insect called Norman
        Grandad was born 12/05/1931 and still dances
        Born and bred in Hull and proud of it
        The form is due on 04/09/2025
        40 today, still can't do long division
        Born in Leeds, moved to Hull 4 March 1999
        Prince, born 7 June 1958, still the best
        Tom Holland, born 1 June 1996, is in everything
        Rosalind Franklin, born 25 July 1920, on the board
        Mo Farah was born on 23 March 1983
        The club was born on 3 May 1979
        Charles Darwin, born 12 February 1809
        Happy birthday Nan, born 3 May 1939
        My son's DOB is 04/03/2012
        My twins were born 4/3/2015
        The album was born on 4 March 1984
        If you were born on 29 February 1980 you are eleven
        Year 11 were born in 2009, help
        This school opened on 4 March 1984
        The battle of Hastings was on 14 October 1066
        My dog's birthday is 3 May 2019
        Alan Turing (born 23 June 1912) deserves a bigger display
        Our form asks for a date of birth, e.g. 04/03/1984
        First school, first day, first tears
        Passport expires 04/03/2030
        """,
    ),
    (
        "access_codes",
        POST,
        """
        password is on the board, said the sign in the escape room
        Escape room done! The door code was 4471
        Never share your password with anyone
        Never use 1234 as your PIN
        Our code of conduct is 24 pages long
        Coding club: code 3 games by Friday
        My postcode is longer than my password
        The dress code is 1920s
        discount code PARTY20 at the checkout
        voucher code: SAVE10
        use code MATHS15 for 15% off
        HMRC have me on tax code 1257L
        The gate code has been changed; ask at the office
        I changed my password and have already forgotten it
        The hotel wifi password is 26 characters
        error code 4471 on the boiler
        Course code 8700 for GCSE English
        Subject code 7402, biology, year 13
        My Airbnb door code is 4471
        In the film the safe combination is 12-34-56
        Sort code? No thanks
        Dialling code 0113 for Leeds
        QR code is on door 4
        The code for red in CSS is ff0000
        unit code R087 is the exam, room 12
        Year 8 cracked the code: it was 1066
        Product code 44712 for the blue folders
        PIN number 4 on the circuit board is broken
        Password strength: length is 12 or more
        The pub wifi password is Guinness1
        promo code HALF50 for theme park gates
        Colour code: door 3 is green
        password123 is the worst password
        Kahoot PIN: 4471829
        Google Classroom code: k7x2p9
        Teams code for year 9 is abc123x
        The fire door is 2000 years old
        My Duolingo password is 40 letters long
        """,
    ),
    (
        "adult_sites",
        POST,
        """
        Year 11 assembly on OnlyFans and money went well
        Might as well start an OnlyFans, the pay's better
        The BBC report on Pornhub is worth your time
        Our filter blocks Pornhub and, for some reason, Sussex
        OnlyFans' owner took home more than every TA in Kent
        Only fans of Leyton Orient will understand
        I don't have an OnlyFans, before anyone asks
        Essex.gov.uk/schools has the dates
        sussex.ac.uk/open-day on Saturday
        middlesex.example/cricket
        My only fans are in the PC tower
        Fan of Brazzers? no, brasses: Grimethorpe Colliery
        The new law on Pornhub and age checks
        A documentary about Chaturbate, of all things
        the only fans left on were in the ICT suite
        xhosa.example/lessons is great
        Somebody suggested Fansly as a side job, no thanks
        pornhub is blocked at school, reported
        We talk to year 10 about OnlyFans in PSHE
        Ofcom fined OnlyFans
        analytics.example/students for the data
        cam4 is the fourth camera in our studio
        a tribunal about a teacher with an OnlyFans
        don't click onlyfans.com/free, it's a scam
        rule 34 of the staff handbook
        """,
    ),
    (
        "profanity",
        POST,
        """
        Bloody hell it's cold, bugger this
        Day trip to Scunthorpe
        tea in Penistone with the Cockburns
        Finished Dickens, started Moby Dick
        shiitake risotto for tea
        Two great tits and a shag on the same walk
        a cock crowing at dawn
        Prick the sausages with a fork
        add a knob of butter
        Oh sugar, fiddlesticks, flipping heck
        William the Bastard landed at Pevensey
        the bell end of the tent
        assess the class, mass 4.5 kg
        cricket balls and netballs
        Fanny Price is the best Austen heroine
        sod it, damn, crap, arse
        pass the 5h1p model
        f(x) = sin(x), s.h.m., c.u.p.
        Uckfield, Fuchsia Avenue
        St. Hit parade, s hit single
        The cant of thieves, Kant and Hume
        Mr Wankel's engine
        cumin, cucumbers, documents
        Matsushita made our telly
        Our shih tzu, and A4 sh. 3
        kg*m/s**2, a*b*c
        My shitzu has a new bow
        A head for heights, a face for radio
        """,
    ),
    (
        "roster",
        LISTED,
        """
        Elizabeth Taylor film tonight
        Marsh in Kent is lovely, Elizabeth of York too
        Kwame Nkrumah on the syllabus
        Niamh Cusack in the theatre
        ollie up a skateboard trick
        Pugh, that cheese
        Raoul from cars, class
        The asante empire in class today
        Hussain scored for England
        van Dyke painted kings
        Gareth Bale's last match
        Hi Kwame, your homework is on the class page
        My nephew Kwame starts school on Monday
        Mary Berry's cake for the staff
        Poole in Dorset, class trip planning
        Jane Eyre with class 4
        Mrs Robinson in the car
        Mr Benn, the shopkeeper
        km and kg, class
        em dash, en dash, class
        Rao's sauce, Florence Pugh's film
        Shea butter, class, is not food
        Liz Truss in assembly slides
        Gareth's Barber Shop
        Marshes and bogs for class 4
        Bethlehem in the nativity
        Zainabiya centre is open
        """,
    ),
    (
        "piracy",
        POST,
        """
        Pirate day on Friday, whole school
        RIP the laminator
        He ripped his jeans climbing the whole of Snowdon
        The whole of Great Expectations is on Gutenberg, download it
        I finally cracked the whole crossword
        Bought the classroom licence for those slides
        Please don't share PDFs of the readers, authors have to eat
        A lesson on why thepiratebay.org was blocked
        scanned my own drawings, print the whole set, link below
        The Pirates of Penzance, both acts, tickets below
        Torrential rain on the whole trip
        Kodi the dog had a biscuit
        I copied the whole class into the email about the trip
        Photocopier jammed again and ate the whole pack
        Marked every page of the mock paper by midnight
        Downloaded the exam board's free specimen paper
        Our library has the whole series on DVD
        Recorded the choir singing the whole carol, with parents' permission
        I filmed the sunset, the whole show of it
        Exam papers are locked in the safe until Tuesday
        Anyone got a spare copy of Macbeth to lend? I'll bring it back
        I wrote the whole script myself, link below
        Anyone got a recipe for the whole staff?
        Twinkl is worth every penny
        I watched all the Star Wars films on my Disney+ at home
        A year 9 passed it off as his own essay
        A cracked mug, a cracked screen, a cracked voice
        The bundle of joy slept the whole night
        Cut the grass, trimmed the hedge, took the bins out
        Scanned the whole register twice and still one missing
        The paywall at the Times is fair enough, journalists must eat
        """,
    ),
]


def _rows(text: str) -> Iterator[str]:
    lines = (line.strip() for line in text.splitlines())
    return (line.replace("⏎", "\n") for line in lines if line)


def _marked(line: str) -> tuple[str, list[str]]:
    """A text without its marks, and what was marked."""
    return line.replace("«", "").replace("»", ""), [part.partition("»")[0] for part in line.split("«")[1:]]


@cache
def _detector(name: str) -> Detector:
    found: Detector = import_module(f"safeconduct.detectors.{name}").DETECTOR
    return found


def _findings(name: str, text: str, context: Context) -> list[tuple[Topic, str]]:
    return [(found.topic, text[found.start : found.end]) for found in run(_detector(name), Draft(text, context))]


def _found_cases() -> Iterator[Any]:
    for name, context, topic, table in FOUND:
        for line in _rows(table):
            yield pytest.param(name, context, topic, *_marked(line), id=f"{name}-{line[:40]}")


def _quiet_cases() -> Iterator[Any]:
    for name, context, table in QUIET:
        for line in _rows(table):
            yield pytest.param(name, context, line, id=f"{name}-{line[:40]}")


# Rules that judge a whole offer, or a name by its company, mark more than the bare word.
LOOSE: Final = frozenset({"piracy"})


@pytest.mark.parametrize(("name", "context", "topic", "text", "marked"), list(_found_cases()))
def test_it_is_found_to_the_letter(name: str, context: Context, topic: Topic, text: str, marked: list[str]) -> None:
    found = [words for kind, words in _findings(name, text, context) if kind is topic]

    if name in LOOSE:
        assert any(words in text and (words in marked[0] or marked[0][:8] in words) for words in found), found
    else:
        assert sorted(set(found)) == sorted(set(marked))


@pytest.mark.parametrize(("name", "context", "text"), list(_quiet_cases()))
def test_it_is_left_alone(name: str, context: Context, text: str) -> None:
    assert _findings(name, text, context) == []

"""What Instagram's field names mean, in the languages in which its exports write them.

An export names its fields in the language of the account. A name that is not listed here means nothing by itself; then the
place of the value in its entry decides (``_instagram_entries.Entry``).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final


def _words(table: str) -> list[str]:
    return "".join(line.strip() for line in table.splitlines()).split("|")


# What a field holds, as a word that the readers use, and below it the names that such a field has.
_NAMES: Final = """
= username
username|user name|gebruikersnaam|benutzername|nutzername|nom d'utilisateur|nombre de usuario|nome utente|nome de usuário|
nome do usuário|nome de utilizador|nazwa użytkownika|brugernavn|användarnamn|brukernavn|käyttäjänimi|nume de utilizator|
kullanıcı adı|felhasználónév|uživatelské jméno|používateľské meno|имя пользователя|ім'я користувача|用戶名稱|使用者名稱|
用户名|ユーザーネーム|사용자 이름|اسم المستخدم|صارف کا نام|उपयोगकर्ता नाम|όνομα χρήστη
= name
name|full name|naam|volledige naam|nom|nom complet|nombre|nombre completo|nome|nome completo|imię i nazwisko|imię|navn|
namn|nimi|nume|ad|isim|név|jméno|meno|имя|ім'я|姓名|名稱|名字|名前|이름|الاسم|نام|नाम|όνομα|vollständiger name
= bio
bio|biography|profile bio|biografie|steckbrief|biographie|biografía|biografia|presentación|opis profilu|biografi|
presentation|esittely|descriere|biyografi|bemutatkozás|životopis|биография|о себе|біографія|個人簡介|簡介|简介|自己紹介|
소개|السيرة الذاتية|نبذة|بائیو|बायो|βιογραφικό|profile bio text|bio text
= birthday
date of birth|birthday|birth date|birthdate|geboortedatum|verjaardag|geburtsdatum|geburtstag|date de naissance|
fecha de nacimiento|data di nascita|data de nascimento|data urodzenia|fødselsdato|fødselsdag|födelsedatum|syntymäaika|
data nașterii|doğum tarihi|születési dátum|datum narození|дата рождения|дата народження|生日|出生日期|生年月日|생년월일|
تاريخ الميلاد|تاریخ پیدائش|जन्मतिथि|ημερομηνία γέννησης
= private
private account|private profile|private|besloten account|privéaccount|privates konto|privatkonto|compte privé|
cuenta privada|account privato|profilo privato|conta privada|konto prywatne|privat konto|yksityinen tili|cont privat|
gizli hesap|privát fiók|soukromý účet|закрытый аккаунт|закритий обліковий запис|不公開帳號|私人帳號|私密账户|
非公開アカウント|비공개 계정|حساب خاص|نجی اکاؤنٹ|निजी खाता|ιδιωτικός λογαριασμός
= website
website|web site|site web|webseite|sitio web|sito web|sito|página web|strona internetowa|strona www|hjemmeside|webbplats|
nettsted|verkkosivusto|sivusto|web sitesi|honlap|webová stránka|сайт|веб-сайт|網站|网站|ウェブサイト|웹사이트|
الموقع الإلكتروني
= comment
comment|comment text|opmerking|reactie|kommentar|commentaire|comentario|commento|comentário|komentarz|kommentti|
comentariu|yorum|hozzászólás|megjegyzés|komentář|komentár|комментарий|коментар|留言|評論|评论|回應|コメント|댓글|تعليق|
تبصرہ|टिप्पणी|σχόλιο
= media owner
media owner|media-eigenaar|eigenaar van media|eigenaar van de media|medieninhaber|medieneigentümer|inhaber des mediums|
propriétaire du média|propriétaire du contenu multimédia|propietario del contenido multimedia|
propietario del archivo multimedia|proprietario del contenuto multimediale|proprietario dei contenuti multimediali|
proprietário da mídia|proprietário do conteúdo multimédia|właściciel multimediów|medieejer|ejer af medie|mediaägare|
medieeier|median omistaja|proprietarul conținutului media|medya sahibi|média tulajdonosa|vlastník média|владелец медиа|
власник медіафайлу|媒體擁有者|媒體擁有人|媒体所有者|メディアの所有者|미디어 소유자|مالك الوسائط
= time
time|date|tijd|tijdstip|datum|zeit|uhrzeit|heure|hora|fecha|ora|data|czas|godzina|tidspunkt|dato|tid|aika|oră|dată|saat|
tarih|idő|dátum|čas|время|дата|час|時間|时间|日期|日時|시간|الوقت|التاريخ|وقت|समय|ώρα|date/time|creation time|change date|
upload time|sent time|timestamp
= search
search|search term|zoekopdracht|zoeken|suche|suchbegriff|recherche|búsqueda|ricerca|pesquisa|wyszukiwanie|søgning|sökning|
søk|haku|căutare|arama|keresés|hledání|vyhledávání|поиск|пошук|搜尋|搜索|検索|검색|بحث|تلاش|खोज|αναζήτηση
= url
url|link|permalink|webadres|adres url|lien|enlace|網址|链接|連結|リンク|링크|الرابط
= caption
caption|bijschrift|bildunterschrift|beschriftung|légende|pie de foto|texto|descripción|didascalia|legenda|podpis|
billedtekst|bildtext|bildetekst|kuvateksti|açıklama|képaláírás|popisek|подпись|підпис|說明文字|标题|キャプション|캡션|
التسمية التوضيحية|title|titel|titre|título|titolo|tytuł
= owner
owner|post owner|author|account|creator|eigenaar|auteur|autor|autore|eigentümer|inhaber|ersteller|propriétaire|
propietario|proprietario|proprietário|właściciel|ejer|forfatter|ägare|författare|eier|omistaja|tekijä|proprietar|sahip|
tulajdonos|szerző|vlastník|автор|владелец|власник|作者|擁有者|所有者|작성자|المالك|المؤلف|مالک
= saved on
saved on|opgeslagen op|gespeichert am|enregistré le|guardado el|salvato il|salvo em|guardado em|zapisano|gemt den|
sparades den|lagret den|tallennettu|salvat pe|kaydedilme tarihi|儲存時間|保存时间
= changed
changed|gewijzigd|geändert|modifié|modification|cambiado|modificato|alterado|zmieniono|ændret|ändrat|endret
= previous
previous value|vorige waarde|vorheriger wert|ancienne valeur|valeur précédente|valor anterior|valore precedente|
poprzednia wartość|tidligere værdi|föregående värde|tidligere verdi|edellinen arvo
= new
new value|nieuwe waarde|neuer wert|nouvelle valeur|nuevo valor|nuovo valore|novo valor|nowa wartość|ny værdi|nytt värde|
ny verdi|uusi arvo
= first name
first name|voornaam|vorname|prénom|nombre de pila|nome proprio|primeiro nome|imię|fornavn|förnamn|etunimi|prenume|
keresztnév|křestní jméno
= last name
last name|surname|achternaam|nachname|nom de famille|apellido|apellidos|cognome|sobrenome|apelido|nazwisko|efternavn|
efternamn|etternavn|sukunimi|nume de familie|soyadı|vezetéknév|příjmení
= contact
contact information|contactgegevens|contactinformatie|kontaktinformationen|coordonnées|información de contacto|
informazioni di contatto|informações de contato|informacje kontaktowe|kontaktoplysninger|kontaktinformation
= message
message|text|content|body|message text|bericht|tekst|nachricht|message content|mensaje|messaggio|mensagem|wiadomość|
besked|meddelande|melding|viesti|mesaj|üzenet|zpráva|сообщение|повідомлення|訊息|消息|メッセージ|메시지|رسالة
= prompt
prompt|your prompt|user prompt|your message|your question
= answer
response|ai response|reply|answer|meta ai response
= sender
sender|from|sender name|afzender|absender|expéditeur|remitente|mittente|remetente|nadawca|afsender|avsändare|avsender
= app
app|app name|application|application name|website name|app or website|appnaam|app-name|nom de l'application
= latitude
latitude|breedtegraad|breitengrad|latitud|latitudine|szerokość geograficzna|breddegrad
= longitude
longitude|lengtegraad|längengrad|longitud|longitudine|długość geograficzna|længdegrad|lengdegrad
"""


def _by_name(table: str) -> dict[str, str]:
    blocks = [block.partition("\n") for block in table.split("= ")[1:]]
    return {word: held.strip() for held, _, names in blocks for word in _words(names)}


_MEANING: Final = _by_name(_NAMES)
_YES: Final = frozenset(
    _words("""
1|adevărat|ano|da|doğru|evet|igaz|igen|ja|kyllä|on|oui|pravda|prawda|sand|sann|sant|si|sim|sì|sí|tak|tosi|true|verdadeiro|
verdadero|vero|vrai|waar|wahr|yes|ναι|да|истина|так|صحيح|نعم|ہاں|हाँ|はい|是|真|예|참
""")
)
_NO: Final = frozenset(
    _words("""
0|ei|epätosi|fals|falsch|false|falsk|falskt|falso|faux|fałsz|hamis|hayır|ne|nee|nei|nein|nej|nem|nepravda|nie|no|non|nu|
não|off|onwaar|yanlış|όχι|ложь|нет|ні|خطأ|لا|نہیں|नहीं|いいえ|假|否|거짓|아니요
""")
)
_PRIVATE: Final = tuple(
    _words("""
priv|pryw|besloten|yksity|gizli|soukrom|súkrom|закры|закри|приват|不公開|非公開|私|비공개|خاص|نجی|निजी|ιδιωτ|fechad
""")
)
_PUBLIC: Final = tuple(
    _words("""
public|openbaar|öffentlich|públic|pubblic|publicz|offentlig|offentligt|julki|herkese açık|nyilvános|veřejn|verejn|откры|
відкри|公開|公开|공개|عام|عوامی|सार्वजनिक|δημόσι|abiert|abert|publik
""")
)


@lru_cache(maxsize=4096)
def plain(label: str) -> str:
    """A field's name in one form: lower case, one blank between words, no colon behind."""
    return " ".join(label.replace("’", "'").replace("‘", "'").casefold().split()).rstrip(" :")


def meaning(label: str) -> str:
    """What a field of that name holds, as a word of this module; empty if the name is not known."""
    return _MEANING.get(plain(label), "")


def truth(value: str) -> bool | None:
    """Whether a value says yes or no, in any of the languages; ``None`` if it says neither."""
    word = plain(value)
    return True if word in _YES else False if word in _NO else None


def made_private(title: str) -> bool | None:
    """Whether "Switched to Private" or its like in another language tells of a change to private (not to public)."""
    words = plain(title)
    if any(sign in words for sign in _PRIVATE):
        return True
    return False if any(sign in words for sign in _PUBLIC) else None

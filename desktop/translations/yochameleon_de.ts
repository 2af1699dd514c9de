<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Yo&apos;Chameleon</source>
        <translation>Über Yo&apos;Chameleon</translation>
    </message>
    <message>
        <source>Apache License 2.0. Icons: Lucide, ISC License.</source>
        <translation>Apache-Lizenz 2.0. Symbole: Lucide, ISC-Lizenz.</translation>
    </message>
    <message>
        <source>Licences of base models…</source>
        <translation>Lizenzen der Basismodelle …</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation>Version {version}</translation>
    </message>
    <message>
        <source>Your own concepts, on your own computer. Nothing leaves it.</source>
        <translation>Ihre eigenen Konzepte, auf Ihrem eigenen Rechner. Nichts verlässt ihn.</translation>
    </message>
</context>
<context>
    <name>Albums</name>
    <message>
        <source>Album “{name}” removed; its pictures stay</source>
        <translation>Album „{name}“ entfernt; seine Bilder bleiben</translation>
    </message>
</context>
<context>
    <name>Announcements</name>
    <message>
        <source>“{title}” did not work.</source>
        <translation>„{title}“ hat nicht geklappt.</translation>
    </message>
    <message>
        <source>“{title}” is done.</source>
        <translation>„{title}“ ist fertig.</translation>
    </message>
</context>
<context>
    <name>BackupDialog</name>
    <message>
        <source>Back up the library</source>
        <translation>Bibliothek sichern</translation>
    </message>
    <message>
        <source>Backups (*.zip)</source>
        <translation>Sicherungen (*.zip)</translation>
    </message>
    <message>
        <source>Put your photos into the backup as well?</source>
        <translation>Auch Ihre Fotos in die Sicherung aufnehmen?</translation>
    </message>
    <message>
        <source>Without them, chats and concepts still work, but no concept can be taught more.</source>
        <translation>Ohne sie gehen Chats und Konzepte weiterhin, aber kein Konzept kann mehr dazulernen.</translation>
    </message>
</context>
<context>
    <name>BringDialog</name>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>A copy takes {need} on the disk of the private folder; {have} are free there.</source>
        <translation>Eine Kopie braucht {need} auf der Platte des privaten Ordners; {have} sind dort frei.</translation>
    </message>
    <message>
        <source>A copy takes {need}, and {have} are free on the disk of the private folder. Make room, or use the files where they are.</source>
        <translation>Eine Kopie braucht {need}, und {have} sind auf der Platte des privaten Ordners frei. Schaffen Sie Platz, oder nehmen Sie die Dateien, wo sie sind.</translation>
    </message>
    <message>
        <source>A folder or a USB drive with Anole weights in the Hugging Face format.</source>
        <translation>Ein Ordner oder USB-Laufwerk mit Anole-Gewichten im Format von Hugging Face.</translation>
    </message>
    <message>
        <source>Adding {name}</source>
        <translation>{name} hinzufügen</translation>
    </message>
    <message>
        <source>Bring a base model</source>
        <translation>Basismodell holen</translation>
    </message>
    <message>
        <source>Check and add</source>
        <translation>Prüfen und hinzufügen</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Ordner wählen …</translation>
    </message>
    <message>
        <source>Copy them to the private folder</source>
        <translation>In den privaten Ordner kopieren</translation>
    </message>
    <message>
        <source>Every number in the files is checked; for a large model this takes minutes.</source>
        <translation>Jede Zahl in den Dateien wird geprüft; bei einem großen Modell dauert das Minuten.</translation>
    </message>
    <message>
        <source>Folder of the base model</source>
        <translation>Ordner des Basismodells</translation>
    </message>
    <message>
        <source>I have read this licence and accept it</source>
        <translation>Ich habe diese Lizenz gelesen und nehme sie an</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Looking at the folder…</source>
        <translation>Der Ordner wird angesehen …</translation>
    </message>
    <message>
        <source>Nothing is ever downloaded: you obtain the weights yourself.</source>
        <translation>Es wird nie etwas heruntergeladen: Die Gewichte beschaffen Sie selbst.</translation>
    </message>
    <message>
        <source>Text of the licence</source>
        <translation>Text der Lizenz</translation>
    </message>
    <message>
        <source>Use the files where they are</source>
        <translation>Die Dateien dort verwenden, wo sie liegen</translation>
    </message>
    <message>
        <source>When the drive is pulled out, this model cannot be used.</source>
        <translation>Ist das Laufwerk abgezogen, lässt sich dieses Modell nicht verwenden.</translation>
    </message>
    <message>
        <source>{folder}, {size}</source>
        <translation>{folder}, {size}</translation>
    </message>
</context>
<context>
    <name>BroughtCard</name>
    <message>
        <source>Compile for this computer…</source>
        <translation>Für diesen Rechner kompilieren …</translation>
    </message>
    <message>
        <source>Compiled for this computer it is smaller in memory, and faster.</source>
        <translation>Für diesen Rechner kompiliert braucht es weniger Speicher und ist schneller.</translation>
    </message>
    <message>
        <source>It is linked: its files stay where they are, and stay yours.</source>
        <translation>Es ist verknüpft: Seine Dateien bleiben, wo sie sind, und bleiben Ihre.</translation>
    </message>
    <message>
        <source>It was copied: the drive that it came from is no longer needed.</source>
        <translation>Es wurde kopiert: Das Laufwerk, von dem es kam, wird nicht mehr gebraucht.</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>Verwenden</translation>
    </message>
    <message>
        <source>{name} is here, and every file was checked</source>
        <translation>{name} ist da, und jede Datei wurde geprüft</translation>
    </message>
</context>
<context>
    <name>ChatCommands</name>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Attach a photo</source>
        <translation>Foto anhängen</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>Bild kopieren</translation>
    </message>
    <message>
        <source>Edit the answer</source>
        <translation>Antwort bearbeiten</translation>
    </message>
    <message>
        <source>Export chat</source>
        <translation>Chat exportieren</translation>
    </message>
    <message>
        <source>JSON with all branches (*.json)</source>
        <translation>JSON mit allen Zweigen (*.json)</translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation>Markdown (*.md)</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Open the gallery</source>
        <translation>Galerie öffnen</translation>
    </message>
    <message>
        <source>Photos ({endings})</source>
        <translation>Fotos ({endings})</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Anheften</translation>
    </message>
    <message>
        <source>Plain text (*.txt)</source>
        <translation>Einfacher Text (*.txt)</translation>
    </message>
    <message>
        <source>Rename chat</source>
        <translation>Chat umbenennen</translation>
    </message>
    <message>
        <source>Say it differently</source>
        <translation>Anders sagen</translation>
    </message>
    <message>
        <source>Take out of this chat</source>
        <translation>Aus diesem Chat nehmen</translation>
    </message>
    <message>
        <source>The chat is copied.</source>
        <translation>Der Chat ist kopiert.</translation>
    </message>
    <message>
        <source>The message is copied.</source>
        <translation>Die Nachricht ist kopiert.</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Lösen</translation>
    </message>
    <message>
        <source>Use version {number}</source>
        <translation>Version {number} verwenden</translation>
    </message>
    <message>
        <source>Web page in one file (*.html)</source>
        <translation>Webseite in einer Datei (*.html)</translation>
    </message>
    <message>
        <source>Written to {path}.</source>
        <translation>Gespeichert als {path}.</translation>
    </message>
</context>
<context>
    <name>ChatComposer</name>
    <message>
        <source>&amp;Answer with</source>
        <translation>&amp;Antworten mit</translation>
    </message>
    <message>
        <source>A picture</source>
        <translation>Einem Bild</translation>
    </message>
    <message>
        <source>Answer with</source>
        <translation>Antworten mit</translation>
    </message>
    <message>
        <source>Ask something. @ names a concept.</source>
        <translation>Stellen Sie eine Frage. @ nennt ein Konzept.</translation>
    </message>
    <message>
        <source>Attach a photo</source>
        <translation>Foto anhängen</translation>
    </message>
    <message>
        <source>Attach a picture from the gallery</source>
        <translation>Bild aus der Galerie anhängen</translation>
    </message>
    <message>
        <source>Attached photo</source>
        <translation>Angehängtes Foto</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Remove the photo</source>
        <translation>Foto entfernen</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Stop the answer</source>
        <translation>Antwort anhalten</translation>
    </message>
    <message>
        <source>The model looks at one photo with each message.</source>
        <translation>Das Modell sieht mit jeder Nachricht ein Foto an.</translation>
    </message>
    <message>
        <source>What the answer is made of</source>
        <translation>Woraus die Antwort besteht</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>Worten</translation>
    </message>
    <message>
        <source>Words and pictures</source>
        <translation>Worten und Bildern</translation>
    </message>
</context>
<context>
    <name>ChatConversation</name>
    <message>
        <source>@ names a concept, and a photo can go with a question.</source>
        <translation>@ nennt ein Konzept, und zu einer Frage kann ein Foto gehören.</translation>
    </message>
    <message>
        <source>Another job is at work; the answer waits for it.</source>
        <translation>Ein anderer Auftrag läuft; die Antwort wartet auf ihn.</translation>
    </message>
    <message>
        <source>Concepts of this chat</source>
        <translation>Konzepte dieses Chats</translation>
    </message>
    <message>
        <source>Learned from a few photos: answers may be wrong, facts made up. Pictures miss fine details and lettering, mix up several concepts, and people only resemble themselves.</source>
        <translation>Aus wenigen Fotos gelernt: Antworten können falsch, Tatsachen erfunden sein. Bildern fehlen feine Einzelheiten und Schrift, mehrere Konzepte geraten durcheinander, und Menschen sehen sich nur ähnlich.</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Neuer Chat</translation>
    </message>
    <message>
        <source>Say something to begin.</source>
        <translation>Sagen Sie etwas, um anzufangen.</translation>
    </message>
    <message>
        <source>Several concepts at once are experimental.</source>
        <translation>Mehrere Konzepte zugleich sind ein Versuch.</translation>
    </message>
    <message>
        <source>Show the queue</source>
        <translation>Warteschlange zeigen</translation>
    </message>
    <message>
        <source>Temporary chat: nothing of it is ever written, and it ends with the app.</source>
        <translation>Vorübergehender Chat: Nichts davon wird je gespeichert, und er endet mit dem Programm.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>What went wrong</source>
        <translation>Was schiefging</translation>
    </message>
</context>
<context>
    <name>ChatFilterButton</name>
    <message>
        <source>Any concept</source>
        <translation>Alle Konzepte</translation>
    </message>
    <message>
        <source>Any folder</source>
        <translation>Alle Ordner</translation>
    </message>
    <message>
        <source>At any time</source>
        <translation>Jederzeit</translation>
    </message>
    <message>
        <source>Concept</source>
        <translation>Konzept</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>In no folder</source>
        <translation>In keinem Ordner</translation>
    </message>
    <message>
        <source>In the last 30 days</source>
        <translation>In den letzten 30 Tagen</translation>
    </message>
    <message>
        <source>In the last 365 days</source>
        <translation>In den letzten 365 Tagen</translation>
    </message>
    <message>
        <source>In the last 7 days</source>
        <translation>In den letzten 7 Tagen</translation>
    </message>
    <message>
        <source>Last changed</source>
        <translation>Zuletzt geändert</translation>
    </message>
    <message>
        <source>Show all chats</source>
        <translation>Alle Chats zeigen</translation>
    </message>
    <message>
        <source>Show only some chats</source>
        <translation>Nur einige Chats zeigen</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
</context>
<context>
    <name>ChatFilterLine</name>
    <message>
        <source>About {name}</source>
        <translation>Über {name}</translation>
    </message>
    <message>
        <source>In no folder</source>
        <translation>In keinem Ordner</translation>
    </message>
    <message>
        <source>Show all chats</source>
        <translation>Alle Chats zeigen</translation>
    </message>
    <message>
        <source>Since {day}</source>
        <translation>Seit {day}</translation>
    </message>
</context>
<context>
    <name>ChatFolderCommands</name>
    <message>
        <source>Folder, or a new name</source>
        <translation>Ordner oder neuer Name</translation>
    </message>
    <message>
        <source>In no folder</source>
        <translation>In keinem Ordner</translation>
    </message>
    <message>
        <source>Move to a folder</source>
        <translation>In einen Ordner verschieben</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Remove folder</source>
        <translation>Ordner entfernen</translation>
    </message>
    <message>
        <source>Rename folder</source>
        <translation>Ordner umbenennen</translation>
    </message>
    <message>
        <source>Rename folder…</source>
        <translation>Ordner umbenennen …</translation>
    </message>
</context>
<context>
    <name>ChatList</name>
    <message numerus="yes">
        <source>%n chat(s) are deleted.</source>
        <translation>
            <numerusform>Ein Chat ist gelöscht.</numerusform>
            <numerusform>%n Chats sind gelöscht.</numerusform>
        </translation>
    </message>
    <message>
        <source>The chat is deleted.</source>
        <translation>Der Chat ist gelöscht.</translation>
    </message>
    <message>
        <source>The folder “{name}” is removed; its chats stay.</source>
        <translation>Der Ordner „{name}“ ist entfernt; seine Chats bleiben.</translation>
    </message>
</context>
<context>
    <name>ChatListPanel</name>
    <message>
        <source>Chats</source>
        <translation>Chats</translation>
    </message>
    <message>
        <source>Nothing was found.</source>
        <translation>Nichts gefunden.</translation>
    </message>
    <message>
        <source>Search all chats</source>
        <translation>Alle Chats durchsuchen</translation>
    </message>
    <message>
        <source>There are no chats yet.</source>
        <translation>Es gibt noch keine Chats.</translation>
    </message>
</context>
<context>
    <name>ChatMessages</name>
    <message>
        <source>Drawing: {percent} %</source>
        <translation>Zeichnet: {percent} %</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Opening the model…</source>
        <translation>Das Modell wird geöffnet …</translation>
    </message>
    <message>
        <source>Paused.</source>
        <translation>Pausiert.</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird angehalten …</translation>
    </message>
    <message>
        <source>Thinking…</source>
        <translation>Denkt nach …</translation>
    </message>
    <message>
        <source>Waiting for its turn…</source>
        <translation>Wartet, bis es an der Reihe ist …</translation>
    </message>
</context>
<context>
    <name>ChatPage</name>
    <message>
        <source>A message that was written and not sent is lost then.</source>
        <translation>Eine Nachricht, die geschrieben und nicht gesendet ist, geht dann verloren.</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>More about this chat</source>
        <translation>Mehr zu diesem Chat</translation>
    </message>
    <message>
        <source>The temporary chat ends then: nothing of it is kept.</source>
        <translation>Der vorübergehende Chat endet dann: Nichts davon wird behalten.</translation>
    </message>
</context>
<context>
    <name>ChatState</name>
    <message>
        <source>Answer about {names}</source>
        <translation>Antwort zu {names}</translation>
    </message>
    <message>
        <source>Answer in a chat</source>
        <translation>Antwort in einem Chat</translation>
    </message>
</context>
<context>
    <name>Chats</name>
    <message>
        <source>The model looks at one photo with each message.</source>
        <translation>Das Modell sieht mit jeder Nachricht ein Foto an.</translation>
    </message>
</context>
<context>
    <name>ChatsModel</name>
    <message numerus="yes">
        <source>Folder {title}, %n chat(s)</source>
        <translation>
            <numerusform>Ordner {title}, %n Chat</numerusform>
            <numerusform>Ordner {title}, %n Chats</numerusform>
        </translation>
    </message>
    <message>
        <source>In no folder</source>
        <translation>In keinem Ordner</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Neuer Chat</translation>
    </message>
    <message>
        <source>not shown</source>
        <translation>ausgeblendet</translation>
    </message>
    <message>
        <source>shown</source>
        <translation>eingeblendet</translation>
    </message>
    <message>
        <source>{title}</source>
        <translation>{title}</translation>
    </message>
    <message>
        <source>{title}, pinned</source>
        <translation>{title}, angeheftet</translation>
    </message>
    <message>
        <source>{title}: {snippet}</source>
        <translation>{title}: {snippet}</translation>
    </message>
</context>
<context>
    <name>ChoiceState</name>
    <message>
        <source>A photo of {name}.</source>
        <translation>A photo of {name}.</translation>
    </message>
    <message>
        <source>Compare {name}</source>
        <translation>{name} vergleichen</translation>
    </message>
    <message>
        <source>“{name}” uses this snapshot now.</source>
        <translation>„{name}“ verwendet jetzt diesen Zwischenstand.</translation>
    </message>
</context>
<context>
    <name>Command</name>
    <message numerus="yes">
        <source>%n star(s)</source>
        <translation>
            <numerusform>Ein Stern</numerusform>
            <numerusform>%n Sterne</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;About</source>
        <translation>Ü&amp;ber</translation>
    </message>
    <message>
        <source>&amp;Add an upscaler…</source>
        <translation>Upscaler &amp;hinzufügen …</translation>
    </message>
    <message>
        <source>&amp;Add photos…</source>
        <translation>Fotos &amp;hinzufügen …</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>&amp;Chat</source>
        <translation>&amp;Chatten</translation>
    </message>
    <message>
        <source>&amp;Chat with it</source>
        <translation>Damit &amp;chatten</translation>
    </message>
    <message>
        <source>&amp;Commands…</source>
        <translation>&amp;Befehle …</translation>
    </message>
    <message>
        <source>&amp;Draw</source>
        <translation>&amp;Zeichnen</translation>
    </message>
    <message>
        <source>&amp;Draw both</source>
        <translation>Beide &amp;zeichnen</translation>
    </message>
    <message>
        <source>&amp;Draw one</source>
        <translation>Eines &amp;zeichnen</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportieren …</translation>
    </message>
    <message>
        <source>&amp;Find a concept</source>
        <translation>Konzept &amp;finden</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>&amp;Fortsetzen</translation>
    </message>
    <message>
        <source>&amp;Import a concept…</source>
        <translation>Konzept &amp;importieren …</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>&amp;Larger</source>
        <translation>&amp;Größer</translation>
    </message>
    <message>
        <source>&amp;Learn</source>
        <translation>&amp;Lernen</translation>
    </message>
    <message>
        <source>&amp;Leave out</source>
        <translation>&amp;Weglassen</translation>
    </message>
    <message>
        <source>&amp;Merge into another…</source>
        <translation>Mit einem anderen &amp;zusammenführen …</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>Ö&amp;ffnen …</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Einfügen</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pausieren</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>Wieder&amp;holen</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>&amp;Umbenennen</translation>
    </message>
    <message>
        <source>&amp;Smaller</source>
        <translation>&amp;Kleiner</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>&amp;Stop…</source>
        <translation>A&amp;nhalten …</translation>
    </message>
    <message>
        <source>&amp;Teach it more</source>
        <translation>&amp;Weiter anlernen</translation>
    </message>
    <message>
        <source>&amp;Teach more</source>
        <translation>&amp;Weiter anlernen</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Usual size</source>
        <translation>&amp;Übliche Größe</translation>
    </message>
    <message>
        <source>Add a &amp;folder…</source>
        <translation>&amp;Ordner hinzufügen …</translation>
    </message>
    <message>
        <source>Add a tag…</source>
        <translation>Schlagwort hinzufügen …</translation>
    </message>
    <message>
        <source>Another seed</source>
        <translation>Anderer Startwert</translation>
    </message>
    <message>
        <source>Answer again</source>
        <translation>Noch einmal antworten</translation>
    </message>
    <message>
        <source>Ask about it in a chat</source>
        <translation>In einem Chat danach fragen</translation>
    </message>
    <message>
        <source>Attach a photo…</source>
        <translation>Foto anhängen …</translation>
    </message>
    <message>
        <source>Attach from the gallery…</source>
        <translation>Aus der Galerie anhängen …</translation>
    </message>
    <message>
        <source>Back up the library…</source>
        <translation>Bibliothek sichern …</translation>
    </message>
    <message>
        <source>Bring a base model…</source>
        <translation>Basismodell holen …</translation>
    </message>
    <message>
        <source>Bring back…</source>
        <translation>Zurückholen …</translation>
    </message>
    <message>
        <source>Clear ended</source>
        <translation>Erledigte entfernen</translation>
    </message>
    <message>
        <source>Compare two</source>
        <translation>Zwei vergleichen</translation>
    </message>
    <message>
        <source>Compile…</source>
        <translation>Kompilieren …</translation>
    </message>
    <message>
        <source>Contact sheet…</source>
        <translation>Kontaktbogen …</translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation>Nachricht kopieren</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>Bild kopieren</translation>
    </message>
    <message>
        <source>Copy whole chat</source>
        <translation>Ganzen Chat kopieren</translation>
    </message>
    <message>
        <source>D&amp;raw with it</source>
        <translation>Damit z&amp;eichnen</translation>
    </message>
    <message>
        <source>D&amp;uplicate</source>
        <translation>&amp;Duplizieren</translation>
    </message>
    <message>
        <source>De&amp;lete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Delete all chats…</source>
        <translation>Alle Chats löschen …</translation>
    </message>
    <message>
        <source>Delete chat</source>
        <translation>Chat löschen</translation>
    </message>
    <message>
        <source>Discard it</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>Zeichnen</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Früher</translation>
    </message>
    <message>
        <source>Earlier prompts…</source>
        <translation>Frühere Prompts …</translation>
    </message>
    <message>
        <source>Edit message…</source>
        <translation>Nachricht bearbeiten …</translation>
    </message>
    <message>
        <source>Erase the former folder…</source>
        <translation>Den früheren Ordner löschen …</translation>
    </message>
    <message>
        <source>Export as…</source>
        <translation>Exportieren als …</translation>
    </message>
    <message>
        <source>Export chat…</source>
        <translation>Chat exportieren …</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Favourite</source>
        <translation>Favorit</translation>
    </message>
    <message>
        <source>Favourites only</source>
        <translation>Nur Favoriten</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Einpassen</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>Former branch</source>
        <translation>Vorheriger Zweig</translation>
    </message>
    <message>
        <source>Free the engine&apos;s &amp;memory</source>
        <translation>&amp;Speicher der Engine freigeben</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>How it was learned…</source>
        <translation>Wie es gelernt wurde …</translation>
    </message>
    <message>
        <source>How long will it &amp;take?</source>
        <translation>Wie &amp;lange dauert es?</translation>
    </message>
    <message>
        <source>Keep the best so far</source>
        <translation>Das Beste bisher behalten</translation>
    </message>
    <message>
        <source>Keep the seed</source>
        <translation>Startwert behalten</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>Leave out for every concept</source>
        <translation>Für alle Konzepte weglassen</translation>
    </message>
    <message>
        <source>Leave out for this concept</source>
        <translation>Für dieses Konzept weglassen</translation>
    </message>
    <message>
        <source>Licence…</source>
        <translation>Lizenz …</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Neu ansehen</translation>
    </message>
    <message>
        <source>More like this</source>
        <translation>Mehr davon</translation>
    </message>
    <message>
        <source>More settings</source>
        <translation>Weitere Einstellungen</translation>
    </message>
    <message>
        <source>Move the folder…</source>
        <translation>Ordner verschieben …</translation>
    </message>
    <message>
        <source>Move to a folder…</source>
        <translation>In einen Ordner verschieben …</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Neuer Chat</translation>
    </message>
    <message>
        <source>Next branch</source>
        <translation>Nächster Zweig</translation>
    </message>
    <message>
        <source>No stars</source>
        <translation>Keine Sterne</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausieren</translation>
    </message>
    <message>
        <source>Pause drawing</source>
        <translation>Zeichnen pausieren</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Anheften</translation>
    </message>
    <message>
        <source>Put into an album…</source>
        <translation>In ein Album legen …</translation>
    </message>
    <message>
        <source>Re&amp;move the upscaler</source>
        <translation>Upscaler &amp;entfernen</translation>
    </message>
    <message>
        <source>Recover lost pictures</source>
        <translation>Verlorene Bilder wiederherstellen</translation>
    </message>
    <message>
        <source>Remove album</source>
        <translation>Album entfernen</translation>
    </message>
    <message>
        <source>Remove lost pictures</source>
        <translation>Verlorene Bilder entfernen</translation>
    </message>
    <message>
        <source>Remove the photo</source>
        <translation>Foto entfernen</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen …</translation>
    </message>
    <message>
        <source>Rename album…</source>
        <translation>Album umbenennen …</translation>
    </message>
    <message>
        <source>Rename chat…</source>
        <translation>Chat umbenennen …</translation>
    </message>
    <message>
        <source>Restore a backup…</source>
        <translation>Sicherung wiederherstellen …</translation>
    </message>
    <message>
        <source>Save as &amp;CSV…</source>
        <translation>Als &amp;CSV speichern …</translation>
    </message>
    <message>
        <source>Save as contact sheet…</source>
        <translation>Als Kontaktbogen speichern …</translation>
    </message>
    <message>
        <source>Save diagnostics…</source>
        <translation>Diagnose speichern …</translation>
    </message>
    <message>
        <source>Search chats</source>
        <translation>Chats durchsuchen</translation>
    </message>
    <message>
        <source>Search pictures</source>
        <translation>Bilder durchsuchen</translation>
    </message>
    <message>
        <source>See look-alikes…</source>
        <translation>Ähnliche Bilder ansehen …</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Show all of this job</source>
        <translation>Alle dieses Auftrags zeigen</translation>
    </message>
    <message>
        <source>Show all pictures</source>
        <translation>Alle Bilder zeigen</translation>
    </message>
    <message>
        <source>Show files…</source>
        <translation>Dateien zeigen …</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>Show the data &amp;folder</source>
        <translation>&amp;Datenordner zeigen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stop &amp;all</source>
        <translation>A&amp;lle anhalten</translation>
    </message>
    <message>
        <source>Stop all</source>
        <translation>Alle anhalten</translation>
    </message>
    <message>
        <source>Stop drawing</source>
        <translation>Zeichnen anhalten</translation>
    </message>
    <message>
        <source>Stop the answer</source>
        <translation>Antwort anhalten</translation>
    </message>
    <message>
        <source>Styles…</source>
        <translation>Stile …</translation>
    </message>
    <message>
        <source>Take &amp;all of the photo</source>
        <translation>Das &amp;ganze Foto nehmen</translation>
    </message>
    <message>
        <source>Take in again</source>
        <translation>Wieder aufnehmen</translation>
    </message>
    <message>
        <source>Teach &amp;something else</source>
        <translation>Etwas &amp;anderes anlernen</translation>
    </message>
    <message>
        <source>Temporary chat</source>
        <translation>Vorübergehender Chat</translation>
    </message>
    <message>
        <source>Test a backup…</source>
        <translation>Sicherung prüfen …</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Try it with a sample</source>
        <translation>Mit einem Beispiel ausprobieren</translation>
    </message>
    <message>
        <source>Try the GPU</source>
        <translation>GPU ausprobieren</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Verwenden</translation>
    </message>
    <message>
        <source>Use all</source>
        <translation>Alles nehmen</translation>
    </message>
    <message>
        <source>Use prompt</source>
        <translation>Prompt nehmen</translation>
    </message>
    <message>
        <source>Use seed</source>
        <translation>Startwert nehmen</translation>
    </message>
    <message>
        <source>Use the left one</source>
        <translation>Den linken verwenden</translation>
    </message>
    <message>
        <source>Use the right one</source>
        <translation>Den rechten verwenden</translation>
    </message>
    <message>
        <source>Use this version</source>
        <translation>Diese Version verwenden</translation>
    </message>
    <message>
        <source>Usual settings</source>
        <translation>Übliche Einstellungen</translation>
    </message>
    <message>
        <source>Verify files</source>
        <translation>Dateien prüfen</translation>
    </message>
    <message>
        <source>What runs it, and why</source>
        <translation>Was es ausführt, und warum</translation>
    </message>
    <message>
        <source>What went wrong</source>
        <translation>Was schiefging</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>{page}: {command}</source>
        <translation>{page}: {command}</translation>
    </message>
</context>
<context>
    <name>CompareDialog</name>
    <message>
        <source>Compare two pictures</source>
        <translation>Zwei Bilder vergleichen</translation>
    </message>
</context>
<context>
    <name>CompileDialog</name>
    <message>
        <source>A compiled model answers and draws faster. It is made once for this computer, serves every concept, and can be stopped and gone on with.</source>
        <translation>Ein kompiliertes Modell antwortet und zeichnet schneller. Es wird einmal für diesen Rechner gemacht, dient allen Konzepten und lässt sich anhalten und fortsetzen.</translation>
    </message>
    <message>
        <source>Choose a precision.</source>
        <translation>Wählen Sie eine Genauigkeit.</translation>
    </message>
    <message>
        <source>Compile</source>
        <translation>Kompilieren</translation>
    </message>
    <message>
        <source>Compile {model}</source>
        <translation>{model} kompilieren</translation>
    </message>
    <message>
        <source>Compiling {model} in {precision}</source>
        <translation>{model} in {precision} kompilieren</translation>
    </message>
    <message>
        <source>For which program</source>
        <translation>Für welches Programm</translation>
    </message>
    <message>
        <source>It takes {disk} of disk while it is made, and about {memory} in use.</source>
        <translation>Es braucht {disk} Plattenplatz, während es entsteht, und etwa {memory} Arbeitsspeicher im Gebrauch.</translation>
    </message>
    <message>
        <source>Looking at the model</source>
        <translation>Modell ansehen</translation>
    </message>
    <message>
        <source>Looking at the model…</source>
        <translation>Das Modell wird angesehen …</translation>
    </message>
    <message>
        <source>ONNX Runtime: the CPU, or an NVIDIA GPU</source>
        <translation>ONNX Runtime: Prozessor oder NVIDIA-GPU</translation>
    </message>
    <message>
        <source>Precisions</source>
        <translation>Genauigkeiten</translation>
    </message>
    <message>
        <source>TensorRT: an NVIDIA GPU</source>
        <translation>TensorRT: NVIDIA-GPU</translation>
    </message>
    <message>
        <source>Waiting until the engine has time: something else runs.</source>
        <translation>Wartet, bis die Engine Zeit hat: Etwas anderes läuft.</translation>
    </message>
    <message>
        <source>{words} — suggested here</source>
        <translation>{words} – hier empfohlen</translation>
    </message>
</context>
<context>
    <name>ConceptChips</name>
    <message>
        <source>{name} v{version}</source>
        <translation>{name} v{version}</translation>
    </message>
    <message>
        <source>{name}, version {version}</source>
        <translation>{name}, Version {version}</translation>
    </message>
</context>
<context>
    <name>ConceptEdit</name>
    <message>
        <source>Concepts</source>
        <translation>Konzepte</translation>
    </message>
</context>
<context>
    <name>ConsentDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Keep the statement</source>
        <translation>Erklärung aufbewahren</translation>
    </message>
    <message>
        <source>“{name}” is a person</source>
        <translation>„{name}“ ist ein Mensch</translation>
    </message>
</context>
<context>
    <name>CountdownDialog</name>
    <message>
        <source>Everything in the queue has ended and is saved.</source>
        <translation>Alles in der Warteschlange ist zu Ende und gespeichert.</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Stay on</source>
        <translation>Anbleiben</translation>
    </message>
    <message numerus="yes">
        <source>The computer shuts down in %n second(s).</source>
        <translation>
            <numerusform>Der Rechner fährt in einer Sekunde herunter.</numerusform>
            <numerusform>Der Rechner fährt in %n Sekunden herunter.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The computer sleeps in %n second(s).</source>
        <translation>
            <numerusform>Der Rechner schläft in einer Sekunde ein.</numerusform>
            <numerusform>Der Rechner schläft in %n Sekunden ein.</numerusform>
        </translation>
    </message>
    <message>
        <source>The queue is done</source>
        <translation>Die Warteschlange ist fertig</translation>
    </message>
</context>
<context>
    <name>CrashOffer</name>
    <message>
        <source>Also at the next start</source>
        <translation>Auch beim nächsten Start</translation>
    </message>
    <message>
        <source>Go on without the GPU</source>
        <translation>Ohne die GPU weitermachen</translation>
    </message>
    <message>
        <source>Keep the GPU</source>
        <translation>Bei der GPU bleiben</translation>
    </message>
    <message>
        <source>Often a graphics driver is the cause. The app can go on without the GPU: slower, and with all that is saved. What was running can be started again in the queue.</source>
        <translation>Oft ist ein Grafiktreiber die Ursache. Die App kann ohne die GPU weitermachen: langsamer, und mit allem, was gespeichert ist. Was lief, kann in der Warteschlange neu gestartet werden.</translation>
    </message>
    <message>
        <source>The engine crashed</source>
        <translation>Die Engine ist abgestürzt</translation>
    </message>
</context>
<context>
    <name>CropEditor</name>
    <message>
        <source>Drag the square or its corners. Arrows move it, plus and minus change its size, Home takes the suggestion, End the largest square, Ctrl+Z undoes.</source>
        <translation>Ziehen Sie das Quadrat oder seine Ecken. Pfeile verschieben es, Plus und Minus ändern die Größe, Pos1 nimmt den Vorschlag, Ende das größte Quadrat, Strg+Z macht rückgängig.</translation>
    </message>
    <message>
        <source>Part of the photo that is meant</source>
        <translation>Gemeinter Teil des Fotos</translation>
    </message>
    <message>
        <source>{side} pixels square, {left} from the left, {top} from the top</source>
        <translation>{side} Pixel im Quadrat, {left} von links, {top} von oben</translation>
    </message>
</context>
<context>
    <name>DrawControls</name>
    <message>
        <source>&amp;Guidance</source>
        <translation>&amp;Führung</translation>
    </message>
    <message>
        <source>&amp;Seed</source>
        <translation>&amp;Startwert</translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation>Führung</translation>
    </message>
    <message>
        <source>How many pictures</source>
        <translation>Wie viele Bilder</translation>
    </message>
    <message>
        <source>More guidance keeps closer to the words. A lower temperature and top-p draw more evenly, higher ones more freely.</source>
        <translation>Mehr Führung hält sich enger an die Worte. Niedrigere Temperatur und Top-p zeichnen gleichmäßiger, höhere freier.</translation>
    </message>
    <message>
        <source>Pi&amp;ctures</source>
        <translation>&amp;Bilder</translation>
    </message>
    <message>
        <source>Seed of the first picture</source>
        <translation>Startwert des ersten Bildes</translation>
    </message>
    <message>
        <source>Temperat&amp;ure</source>
        <translation>&amp;Temperatur</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>The same words with the same seed and settings give the same picture</source>
        <translation>Gleiche Worte mit gleichem Startwert und gleichen Einstellungen ergeben das gleiche Bild</translation>
    </message>
    <message>
        <source>Top-&amp;p</source>
        <translation>Top-&amp;p</translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation>Top-p</translation>
    </message>
</context>
<context>
    <name>DrawPage</name>
    <message>
        <source>A photo of @Bo on the beach</source>
        <translation>A photo of @Bo on the beach</translation>
    </message>
    <message>
        <source>@ names a concept: “@Bo on the beach”. Drawings grow here row by row. Of “{red|blue|green}” each takes one word.</source>
        <translation>@ nennt ein Konzept: „@Bo on the beach“. Zeichnungen wachsen hier Zeile für Zeile. Von „{red|blue|green}“ nimmt jede ein Wort.</translation>
    </message>
    <message>
        <source>Describe a picture</source>
        <translation>Beschreiben Sie ein Bild</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>Zeichnen</translation>
    </message>
    <message>
        <source>Go on drawing</source>
        <translation>Weiterzeichnen</translation>
    </message>
    <message>
        <source>How far the drawing is</source>
        <translation>Wie weit die Zeichnung ist</translation>
    </message>
    <message>
        <source>Pause drawing</source>
        <translation>Zeichnen pausieren</translation>
    </message>
    <message>
        <source>Show in the library</source>
        <translation>In der Bibliothek zeigen</translation>
    </message>
    <message>
        <source>Use version {number}</source>
        <translation>Version {number} verwenden</translation>
    </message>
    <message>
        <source>What to draw</source>
        <translation>Was gezeichnet wird</translation>
    </message>
    <message>
        <source>{done} of {count} finished</source>
        <translation>{done} von {count} fertig</translation>
    </message>
</context>
<context>
    <name>Elsewhere</name>
    <message>
        <source>“{command}” cannot be done now.</source>
        <translation>„{command}“ geht jetzt nicht.</translation>
    </message>
</context>
<context>
    <name>EngineState</name>
    <message>
        <source>Engine at rest</source>
        <translation>Engine ruht</translation>
    </message>
    <message>
        <source>Engine ready</source>
        <translation>Engine bereit</translation>
    </message>
    <message>
        <source>GPU {taken} of {all}</source>
        <translation>GPU {taken} von {all}</translation>
    </message>
    <message>
        <source>In memory: {models}</source>
        <translation>Im Speicher: {models}</translation>
    </message>
    <message>
        <source>Model: {checkpoint}</source>
        <translation>Modell: {checkpoint}</translation>
    </message>
    <message>
        <source>Model: {checkpoint} on {backend}</source>
        <translation>Modell: {checkpoint} auf {backend}</translation>
    </message>
    <message>
        <source>{model}, loaded</source>
        <translation>{model}, geladen</translation>
    </message>
    <message>
        <source>{model}, without the GPU</source>
        <translation>{model}, ohne die GPU</translation>
    </message>
    <message>
        <source>{size} of memory free</source>
        <translation>{size} Speicher frei</translation>
    </message>
    <message>
        <source>mini</source>
        <translation>mini</translation>
    </message>
    <message>
        <source>{size} in use</source>
        <translation>{size} belegt</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>&amp;Clean: the file holds the picture and nothing else</source>
        <translation>&amp;Rein: Die Datei enthält das Bild und sonst nichts</translation>
    </message>
    <message>
        <source>&amp;Mark pictures of people as made by a model (IPTC)</source>
        <translation>Bilder von Menschen als &amp;modellgemacht kennzeichnen (IPTC)</translation>
    </message>
    <message>
        <source>&amp;Size</source>
        <translation>&amp;Größe</translation>
    </message>
    <message>
        <source>A network that enlarges pictures, as one ONNX file of your own</source>
        <translation>Ein Netz, das Bilder vergrößert, als eine eigene ONNX-Datei</translation>
    </message>
    <message>
        <source>As drawn</source>
        <translation>Wie gezeichnet</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Wird geprüft …</translation>
    </message>
    <message>
        <source>Choose an upscaler</source>
        <translation>Einen Upscaler wählen</translation>
    </message>
    <message>
        <source>Concepts (*{ending})</source>
        <translation>Konzepte (*{ending})</translation>
    </message>
    <message>
        <source>Erase the copy of this network</source>
        <translation>Die Kopie dieses Netzes löschen</translation>
    </message>
    <message>
        <source>Export a concept</source>
        <translation>Konzept exportieren</translation>
    </message>
    <message>
        <source>Export pictures</source>
        <translation>Bilder exportieren</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>ONNX (*.onnx)</source>
        <translation>ONNX (*.onnx)</translation>
    </message>
    <message numerus="yes">
        <source>Put the %n photo(s) into the file as well?</source>
        <translation>
            <numerusform>Das Foto mit in die Datei legen?</numerusform>
            <numerusform>Die %n Fotos mit in die Datei legen?</numerusform>
        </translation>
    </message>
    <message>
        <source>The choice is remembered; the settings can change it.</source>
        <translation>Die Wahl wird gemerkt; die Einstellungen können sie ändern.</translation>
    </message>
    <message>
        <source>With the &amp;recipe: prompt, concepts, settings and codes can be read</source>
        <translation>Mit &amp;Rezept: Prompt, Konzepte, Einstellungen und Codes sind lesbar</translation>
    </message>
    <message>
        <source>Without them, whoever gets the file can chat and draw, and sees no photo.</source>
        <translation>Ohne sie kann, wer die Datei bekommt, chatten und zeichnen, sieht aber kein Foto.</translation>
    </message>
    <message>
        <source>{scale} times as large (Lanczos: smooth, no new detail)</source>
        <translation>{scale}-mal so groß (Lanczos: glatt, ohne neue Einzelheiten)</translation>
    </message>
    <message>
        <source>{scale} times as large ({name}: a network, may make up detail)</source>
        <translation>{scale}-mal so groß ({name}: ein Netz, erfindet manche Einzelheit)</translation>
    </message>
</context>
<context>
    <name>FileListDialog</name>
    <message>
        <source>Files that will be removed</source>
        <translation>Dateien, die entfernt werden</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove files</source>
        <translation>Dateien entfernen</translation>
    </message>
    <message numerus="yes">
        <source>{what}: %n file(s), {size}</source>
        <translation>
            <numerusform>{what}: eine Datei, {size}</numerusform>
            <numerusform>{what}: %n Dateien, {size}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… und %n weitere</numerusform>
            <numerusform>… und %n weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FirstRunView</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Below stands what was found here, and what it can do with the small model that came with the program. Nothing is downloaded and nothing is sent.</source>
        <translation>Unten steht, was hier gefunden wurde und was der Rechner mit dem kleinen Modell kann, das dem Programm beiliegt. Nichts wird heruntergeladen und nichts wird gesendet.</translation>
    </message>
    <message>
        <source>Bring a base model…</source>
        <translation>Basismodell holen …</translation>
    </message>
    <message>
        <source>Choose another folder…</source>
        <translation>Anderen Ordner wählen …</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>It can be moved now or later, from here or Storage.</source>
        <translation>Er kann jetzt oder später verschoben werden, von hier oder der Seite Speicher aus.</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>Auslassen</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Photos, concepts, chats and pictures are kept in this private folder:</source>
        <translation>Fotos, Konzepte, Chats und Bilder liegen in diesem privaten Ordner:</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Step {number} of {count}</source>
        <translation>Schritt {number} von {count}</translation>
    </message>
    <message>
        <source>Teach a concept</source>
        <translation>Konzept anlernen</translation>
    </message>
    <message>
        <source>Teach your first concept from a few photos: about a minute.</source>
        <translation>Lernen Sie Ihr erstes Konzept aus ein paar Fotos an: etwa eine Minute.</translation>
    </message>
    <message>
        <source>The base model</source>
        <translation>Das Basismodell</translation>
    </message>
    <message>
        <source>The bundled mini model works at once. It is a toy of 48 pixels that knows twenty things: good for trying every page. For photos as you know them, bring Anole weights that you obtained yourself, from a folder or a USB drive. You can do that at any time on this page.</source>
        <translation>Das beiliegende Mini-Modell geht sofort. Es ist ein Spielzeug mit 48 Pixeln, das zwanzig Dinge kennt: gut, um jede Seite auszuprobieren. Für Fotos, wie Sie sie kennen, holen Sie Anole-Gewichte, die Sie selbst beschafft haben, aus einem Ordner oder von einem USB-Laufwerk. Das geht auf dieser Seite jederzeit.</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Dieser Rechner</translation>
    </message>
    <message>
        <source>Where everything is kept</source>
        <translation>Wo alles liegt</translation>
    </message>
    <message>
        <source>{free} are free on its disk. A large model (7B) takes {linked} of it where its files are used in their place, for its compiled form, and {copied} where they are copied.</source>
        <translation>{free} sind auf seiner Platte frei. Ein großes Modell (7B) braucht davon {linked} für seine kompilierte Form, wo seine Dateien an ihrem Ort benutzt werden, und {copied}, wo sie kopiert werden.</translation>
    </message>
</context>
<context>
    <name>FolderMove</name>
    <message>
        <source>All that is left in {folder}</source>
        <translation>Alles, was in {folder} noch übrig ist</translation>
    </message>
    <message>
        <source>It cannot be brought back. Your library is in its new place.</source>
        <translation>Das lässt sich nicht rückgängig machen. Ihre Bibliothek ist an ihrem neuen Ort.</translation>
    </message>
    <message>
        <source>It is not used any more. All of it was copied.</source>
        <translation>Er wird nicht mehr benutzt. Alles daraus wurde kopiert.</translation>
    </message>
    <message>
        <source>The former folder is still there: {size} in {folder}</source>
        <translation>Der frühere Ordner ist noch da: {size} in {folder}</translation>
    </message>
    <message>
        <source>Where is the private folder to lie?</source>
        <translation>Wo soll der private Ordner liegen?</translation>
    </message>
    <message>
        <source>{size} erased.</source>
        <translation>{size} gelöscht.</translation>
    </message>
</context>
<context>
    <name>GalleryAlbum</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Rename album</source>
        <translation>Album umbenennen</translation>
    </message>
</context>
<context>
    <name>GalleryCommands</name>
    <message>
        <source>&amp;Album</source>
        <translation>&amp;Album</translation>
    </message>
    <message>
        <source>&amp;Tag</source>
        <translation>&amp;Schlagwort</translation>
    </message>
    <message>
        <source>Add a tag</source>
        <translation>Schlagwort hinzufügen</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Export a picture</source>
        <translation>Bild exportieren</translation>
    </message>
    <message>
        <source>Export into a folder</source>
        <translation>In einen Ordner exportieren</translation>
    </message>
    <message>
        <source>PNG (*.png)</source>
        <translation>PNG (*.png)</translation>
    </message>
    <message>
        <source>PNG (*.png);;JPEG (*.jpg)</source>
        <translation>PNG (*.png);;JPEG (*.jpg)</translation>
    </message>
    <message>
        <source>Put into an album</source>
        <translation>In ein Album legen</translation>
    </message>
    <message>
        <source>Save as contact sheet</source>
        <translation>Als Kontaktbogen speichern</translation>
    </message>
    <message>
        <source>Stars</source>
        <translation>Sterne</translation>
    </message>
</context>
<context>
    <name>GalleryFilters</name>
    <message numerus="yes">
        <source>%n star(s) or more</source>
        <translation>
            <numerusform>Ein Stern oder mehr</numerusform>
            <numerusform>%n Sterne oder mehr</numerusform>
        </translation>
    </message>
    <message>
        <source>Album</source>
        <translation>Album</translation>
    </message>
    <message>
        <source>All albums</source>
        <translation>Alle Alben</translation>
    </message>
    <message>
        <source>All concepts</source>
        <translation>Alle Konzepte</translation>
    </message>
    <message>
        <source>All tags</source>
        <translation>Alle Schlagwörter</translation>
    </message>
    <message>
        <source>Any stars</source>
        <translation>Jede Bewertung</translation>
    </message>
    <message>
        <source>Best rated first</source>
        <translation>Am besten bewertete zuerst</translation>
    </message>
    <message>
        <source>Concept</source>
        <translation>Konzept</translation>
    </message>
    <message>
        <source>Least stars</source>
        <translation>Mindestens so viele Sterne</translation>
    </message>
    <message>
        <source>Most alike first</source>
        <translation>Ähnlichste zuerst</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Neueste zuerst</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>Älteste zuerst</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Reihenfolge</translation>
    </message>
    <message>
        <source>Search pictures</source>
        <translation>Bilder durchsuchen</translation>
    </message>
    <message>
        <source>Search prompts, names and tags</source>
        <translation>Prompts, Namen und Schlagwörter durchsuchen</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Schlagwort</translation>
    </message>
</context>
<context>
    <name>GalleryPage</name>
    <message numerus="yes">
        <source>%n file(s) are gone; they can be decoded again.</source>
        <translation>
            <numerusform>Eine Datei fehlt; sie kann neu dekodiert werden.</numerusform>
            <numerusform>%n Dateien fehlen; sie können neu dekodiert werden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>Ein Bild</numerusform>
            <numerusform>%n Bilder</numerusform>
        </translation>
    </message>
    <message>
        <source>Draw a picture</source>
        <translation>Bild zeichnen</translation>
    </message>
    <message>
        <source>Gallery</source>
        <translation>Galerie</translation>
    </message>
    <message>
        <source>No picture fits</source>
        <translation>Kein Bild passt</translation>
    </message>
    <message>
        <source>Nothing was drawn yet</source>
        <translation>Es wurde noch nichts gezeichnet</translation>
    </message>
    <message>
        <source>Show all, or look for something else.</source>
        <translation>Zeigen Sie alle, oder suchen Sie etwas anderes.</translation>
    </message>
    <message>
        <source>Pictures that are drawn come here, each as soon as it is finished.</source>
        <translation>Gezeichnete Bilder kommen hierher, jedes, sobald es fertig ist.</translation>
    </message>
</context>
<context>
    <name>GalleryPicker</name>
    <message>
        <source>Attach a picture from the gallery</source>
        <translation>Bild aus der Galerie anhängen</translation>
    </message>
    <message>
        <source>Nothing was drawn yet.</source>
        <translation>Es wurde noch nichts gezeichnet.</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
</context>
<context>
    <name>GalleryState</name>
    <message numerus="yes">
        <source>%n file(s) written</source>
        <translation>
            <numerusform>Eine Datei geschrieben</numerusform>
            <numerusform>%n Dateien geschrieben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) deleted</source>
        <translation>
            <numerusform>Ein Bild gelöscht</numerusform>
            <numerusform>%n Bilder gelöscht</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Enlarging %n picture(s)</source>
        <translation>
            <numerusform>Ein Bild wird vergrößert</numerusform>
            <numerusform>%n Bilder werden vergrößert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Recovering %n picture(s)</source>
        <translation>
            <numerusform>Ein Bild wiederherstellen</numerusform>
            <numerusform>%n Bilder wiederherstellen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GpuChoice</name>
    <message>
        <source>GPU to use</source>
        <translation>Zu benutzende GPU</translation>
    </message>
    <message>
        <source>It takes effect when the engine starts next.</source>
        <translation>Es gilt, wenn die Engine das nächste Mal startet.</translation>
    </message>
    <message>
        <source>The one with the most free memory</source>
        <translation>Die mit dem meisten freien Speicher</translation>
    </message>
    <message>
        <source>{name} ({number})</source>
        <translation>{name} ({number})</translation>
    </message>
    <message>
        <source>{number}, which is not here now</source>
        <translation>{number}, die jetzt nicht da ist</translation>
    </message>
</context>
<context>
    <name>HardwarePanel</name>
    <message>
        <source>GPU tried</source>
        <translation>GPU ausprobiert</translation>
    </message>
    <message>
        <source>Looking at this computer…</source>
        <translation>Der Rechner wird angesehen …</translation>
    </message>
    <message>
        <source>What this computer can do with {model}</source>
        <translation>Was dieser Rechner mit {model} kann</translation>
    </message>
</context>
<context>
    <name>LearnedView</name>
    <message>
        <source>Losses</source>
        <translation>Verluste</translation>
    </message>
    <message>
        <source>Snapshots</source>
        <translation>Zwischenstände</translation>
    </message>
    <message>
        <source>What was kept of the learning</source>
        <translation>Was vom Lernen aufgehoben wurde</translation>
    </message>
</context>
<context>
    <name>LearningCurves</name>
    <message>
        <source>As a &amp;table</source>
        <translation>Als &amp;Tabelle</translation>
    </message>
    <message>
        <source>How wrong it still is</source>
        <translation>Wie falsch es noch liegt</translation>
    </message>
    <message>
        <source>Losses</source>
        <translation>Verluste</translation>
    </message>
    <message>
        <source>Save losses</source>
        <translation>Verluste speichern</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Tabellen (*.csv)</translation>
    </message>
    <message>
        <source>Written to {file}.</source>
        <translation>Gespeichert als {file}.</translation>
    </message>
</context>
<context>
    <name>LearningDialog</name>
    <message>
        <source>Compare any two snapshots, and choose; it can be changed at any time.</source>
        <translation>Vergleichen Sie zwei beliebige Zwischenstände und wählen Sie; das lässt sich jederzeit ändern.</translation>
    </message>
    <message>
        <source>How {name} was learned, version {number}</source>
        <translation>Wie {name} gelernt wurde, Version {number}</translation>
    </message>
    <message>
        <source>Nothing was kept of how this version was learned.</source>
        <translation>Wie diese Version gelernt wurde, ist nicht aufgehoben.</translation>
    </message>
    <message>
        <source>Reading what was kept…</source>
        <translation>Was aufgehoben wurde, wird gelesen …</translation>
    </message>
</context>
<context>
    <name>LessonRun</name>
    <message>
        <source>Learn {name}</source>
        <translation>{name} lernen</translation>
    </message>
    <message>
        <source>Try {name}</source>
        <translation>{name} ausprobieren</translation>
    </message>
</context>
<context>
    <name>LessonTabs</name>
    <message>
        <source>Another lesson</source>
        <translation>Etwas anderes</translation>
    </message>
    <message>
        <source>Lessons</source>
        <translation>Lektionen</translation>
    </message>
    <message>
        <source>{name}: learned</source>
        <translation>{name}: gelernt</translation>
    </message>
    <message>
        <source>{name}: {status}</source>
        <translation>{name}: {status}</translation>
    </message>
</context>
<context>
    <name>LibraryBackup</name>
    <message>
        <source>Backing up the library</source>
        <translation>Die Bibliothek wird gesichert</translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation>Sicherung wiederherstellen</translation>
    </message>
    <message>
        <source>Test a backup</source>
        <translation>Sicherung prüfen</translation>
    </message>
    <message>
        <source>Testing {file}</source>
        <translation>{file} wird geprüft</translation>
    </message>
    <message>
        <source>The library is backed up in {file}.</source>
        <translation>Die Bibliothek ist in {file} gesichert.</translation>
    </message>
    <message>
        <source>The library is restored.</source>
        <translation>Die Bibliothek ist wiederhergestellt.</translation>
    </message>
    <message>
        <source>The library is restored; the former one is set aside.</source>
        <translation>Die Bibliothek ist wiederhergestellt; die vorige liegt beiseite.</translation>
    </message>
    <message>
        <source>{file} is sound: all of it can be restored.</source>
        <translation>{file} ist in Ordnung: Alles darin lässt sich wiederherstellen.</translation>
    </message>
</context>
<context>
    <name>LibraryDetails</name>
    <message>
        <source>&amp;Kind</source>
        <translation>&amp;Art</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>&amp;Tags</source>
        <translation>Sch&amp;lagwörter</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Held back: the best snapshot was chosen on it</source>
        <translation>Zurückgehalten: An ihm wurde der beste Zwischenstand gewählt</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Learned from</source>
        <translation>Daraus gelernt</translation>
    </message>
    <message>
        <source>Lookalikes learned from: {value}</source>
        <translation>Ähnliche, aus denen gelernt wurde: {value}</translation>
    </message>
    <message>
        <source>Make this the portrait</source>
        <translation>Zum Porträt machen</translation>
    </message>
    <message>
        <source>N&amp;otes</source>
        <translation>N&amp;otizen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>Other things learned from: {value}</source>
        <translation>Anderes, aus dem gelernt wurde: {value}</translation>
    </message>
    <message>
        <source>Photo pool</source>
        <translation>Fotovorrat</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Fotos</translation>
    </message>
    <message>
        <source>Pool: {value}</source>
        <translation>Vorrat: {value}</translation>
    </message>
    <message>
        <source>Portrait</source>
        <translation>Porträt</translation>
    </message>
    <message>
        <source>Stated on {day}: {statement}</source>
        <translation>Erklärt am {day}: {statement}</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versionen</translation>
    </message>
    <message>
        <source>What you want to remember</source>
        <translation>Was Sie sich merken wollen</translation>
    </message>
    <message>
        <source>Which pool was used is not known.</source>
        <translation>Welcher Vorrat benutzt wurde, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>family, summer</source>
        <translation>Familie, Sommer</translation>
    </message>
</context>
<context>
    <name>LibraryPage</name>
    <message>
        <source>All kinds</source>
        <translation>Alle Arten</translation>
    </message>
    <message>
        <source>All tags</source>
        <translation>Alle Schlagwörter</translation>
    </message>
    <message>
        <source>Best known first</source>
        <translation>Am besten erkannte zuerst</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>Nach Namen</translation>
    </message>
    <message>
        <source>Concepts</source>
        <translation>Konzepte</translation>
    </message>
    <message>
        <source>Concepts (*{ending})</source>
        <translation>Konzepte (*{ending})</translation>
    </message>
    <message>
        <source>Import concepts</source>
        <translation>Konzepte importieren</translation>
    </message>
    <message>
        <source>Four photos are enough to begin. Mila, a dog, can be tried at once.</source>
        <translation>Vier Fotos genügen für den Anfang. Mila, ein Hund, lässt sich sofort ausprobieren.</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Latest first</source>
        <translation>Neueste zuerst</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>More actions</source>
        <translation>Weitere Aktionen</translation>
    </message>
    <message>
        <source>Nothing fits this search.</source>
        <translation>Nichts passt zu dieser Suche.</translation>
    </message>
    <message>
        <source>Nothing was learned yet</source>
        <translation>Es wurde noch nichts gelernt</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Reihenfolge</translation>
    </message>
    <message>
        <source>Reading the library</source>
        <translation>Die Bibliothek wird gelesen</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Search names, tags and notes</source>
        <translation>Namen, Schlagwörter und Notizen durchsuchen</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Schlagwort</translation>
    </message>
    <message>
        <source>Teach the first one</source>
        <translation>Das erste anlernen</translation>
    </message>
</context>
<context>
    <name>LibraryState</name>
    <message>
        <source>Adding the sample</source>
        <translation>Beispiel wird hinzugefügt</translation>
    </message>
    <message>
        <source>Import {file}</source>
        <translation>{file} importieren</translation>
    </message>
    <message>
        <source>Written to {file}.</source>
        <translation>Gespeichert als {file}.</translation>
    </message>
    <message>
        <source>“{name}” is deleted, with its drawings and chats.</source>
        <translation>„{name}“ ist gelöscht, mit seinen Zeichnungen und Chats.</translation>
    </message>
    <message>
        <source>“{name}” is in the library.</source>
        <translation>„{name}“ ist in der Bibliothek.</translation>
    </message>
    <message>
        <source>“{other}” is part of “{name}” now.</source>
        <translation>„{other}“ gehört jetzt zu „{name}“.</translation>
    </message>
</context>
<context>
    <name>LicencesDialog</name>
    <message>
        <source>Accepted licences</source>
        <translation>Angenommene Lizenzen</translation>
    </message>
    <message>
        <source>No base model was brought yet, so no licence was accepted.</source>
        <translation>Es wurde noch kein Basismodell geholt, also wurde keine Lizenz angenommen.</translation>
    </message>
    <message>
        <source>Text of the licence</source>
        <translation>Text der Lizenz</translation>
    </message>
</context>
<context>
    <name>LiveGrid</name>
    <message>
        <source>Columns are seeds, rows are prompts and versions.</source>
        <translation>Spalten sind Startwerte, Zeilen sind Prompts und Versionen.</translation>
    </message>
    <message>
        <source>Pictures being drawn</source>
        <translation>Bilder, die gerade entstehen</translation>
    </message>
</context>
<context>
    <name>LiveTile</name>
    <message>
        <source>Picture {number}</source>
        <translation>Bild {number}</translation>
    </message>
    <message>
        <source>Show in the gallery</source>
        <translation>In der Galerie zeigen</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
    <message>
        <source>{picture}, not begun</source>
        <translation>{picture}, nicht begonnen</translation>
    </message>
    <message>
        <source>{picture}, {percent} % drawn</source>
        <translation>{picture}, zu {percent} % gezeichnet</translation>
    </message>
    <message>
        <source>{picture}: {words}</source>
        <translation>{picture}: {words}</translation>
    </message>
</context>
<context>
    <name>LogsPage</name>
    <message>
        <source>Collecting…</source>
        <translation>Wird gesammelt …</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>Protokolle</translation>
    </message>
    <message>
        <source>Save diagnostics</source>
        <translation>Diagnose speichern</translation>
    </message>
    <message>
        <source>Saved as {file}.</source>
        <translation>Gespeichert als {file}.</translation>
    </message>
    <message>
        <source>Sheets</source>
        <translation>Blätter</translation>
    </message>
    <message>
        <source>Text of the sheet</source>
        <translation>Text des Blattes</translation>
    </message>
    <message>
        <source>This is all that diagnostics hold. Prompts, names, photos and your folders are not in it. Nothing is sent: you save a file and decide who gets it.</source>
        <translation>Das ist alles, was die Diagnose enthält. Prompts, Namen, Fotos und Ihre Ordner sind nicht darin. Nichts wird gesendet: Sie speichern eine Datei und entscheiden, wer sie bekommt.</translation>
    </message>
    <message>
        <source>ZIP files (*.zip)</source>
        <translation>ZIP-Dateien (*.zip)</translation>
    </message>
</context>
<context>
    <name>LookalikesDialog</name>
    <message>
        <source>A pack of pictures</source>
        <translation>Eine Bildersammlung</translation>
    </message>
    <message>
        <source>Came with the app</source>
        <translation>Mit der App geliefert</translation>
    </message>
    <message>
        <source>Drawn by the base model</source>
        <translation>Vom Basismodell gezeichnet</translation>
    </message>
    <message>
        <source>Learned as a look-alike</source>
        <translation>Als ähnliches Bild gelernt</translation>
    </message>
    <message>
        <source>Learned as another thing</source>
        <translation>Als etwas anderes gelernt</translation>
    </message>
    <message>
        <source>Left out for every concept</source>
        <translation>Für alle Konzepte weggelassen</translation>
    </message>
    <message>
        <source>Left out for this concept</source>
        <translation>Für dieses Konzept weggelassen</translation>
    </message>
    <message>
        <source>Likeness: {value}</source>
        <translation>Ähnlichkeit: {value}</translation>
    </message>
    <message>
        <source>Look-alikes of {name}</source>
        <translation>Ähnliche Bilder wie {name}</translation>
    </message>
    <message>
        <source>Looking through the pool…</source>
        <translation>Der Vorrat wird durchgesehen …</translation>
    </message>
    <message>
        <source>Not learned from</source>
        <translation>Nicht zum Lernen benutzt</translation>
    </message>
    <message>
        <source>Pictures, the most alike first</source>
        <translation>Bilder, die ähnlichsten zuerst</translation>
    </message>
    <message>
        <source>Place {place}. {facts}</source>
        <translation>Platz {place}. {facts}</translation>
    </message>
    <message>
        <source>Source: {source}</source>
        <translation>Herkunft: {source}</translation>
    </message>
    <message>
        <source>The pool is looked through as soon as the running job is over.</source>
        <translation>Der Vorrat wird durchgesehen, sobald der laufende Auftrag zu Ende ist.</translation>
    </message>
    <message>
        <source>There are no pictures in the pool.</source>
        <translation>Im Vorrat sind keine Bilder.</translation>
    </message>
    <message>
        <source>What is left out is not used when this is taught the next time.</source>
        <translation>Was weggelassen ist, wird beim nächsten Anlernen nicht benutzt.</translation>
    </message>
    <message>
        <source>Your own photos</source>
        <translation>Eigene Fotos</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>weggelassen</translation>
    </message>
</context>
<context>
    <name>LookalikesState</name>
    <message>
        <source>Look-alikes of {name}</source>
        <translation>Ähnliche Bilder wie {name}</translation>
    </message>
</context>
<context>
    <name>LossPlot</name>
    <message>
        <source>Losses</source>
        <translation>Verluste</translation>
    </message>
    <message>
        <source>step {number}</source>
        <translation>Schritt {number}</translation>
    </message>
    <message>
        <source>{name} {value} after step {step}</source>
        <translation>{name} {value} nach Schritt {step}</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message numerus="yes">
        <source>%n job(s) have not ended.</source>
        <translation>
            <numerusform>Ein Auftrag ist noch nicht zu Ende.</numerusform>
            <numerusform>%n Aufträge sind noch nicht zu Ende.</numerusform>
        </translation>
    </message>
    <message>
        <source>Keep open</source>
        <translation>Offen lassen</translation>
    </message>
    <message>
        <source>Quit?</source>
        <translation>Beenden?</translation>
    </message>
    <message>
        <source>Stop and quit</source>
        <translation>Anhalten und beenden</translation>
    </message>
    <message>
        <source>They are stopped. What a learning has done so far is kept, and goes on later.</source>
        <translation>Sie werden angehalten. Was ein Lernvorgang bisher geschafft hat, bleibt und geht später weiter.</translation>
    </message>
    <message>
        <source>Yo&apos;Chameleon</source>
        <translation>Yo&apos;Chameleon</translation>
    </message>
    <message>
        <source>{name} is neither a concept nor a picture.</source>
        <translation>{name} ist weder ein Konzept noch ein Bild.</translation>
    </message>
    <message>
        <source>{place} – Yo&apos;Chameleon</source>
        <translation>{place} – Yo&apos;Chameleon</translation>
    </message>
    <message>
        <source>{title} did not work: {reason}</source>
        <translation>{title} hat nicht geklappt: {reason}</translation>
    </message>
</context>
<context>
    <name>MergeDialog</name>
    <message>
        <source>Merge</source>
        <translation>Zusammenführen</translation>
    </message>
    <message>
        <source>“{name}” is the same as this one, and becomes part of it with all it has:</source>
        <translation>„{name}“ ist dasselbe wie dieses Konzept und geht mit allem darin auf:</translation>
    </message>
</context>
<context>
    <name>MessageBubble</name>
    <message>
        <source>A drawn picture</source>
        <translation>Ein gezeichnetes Bild</translation>
    </message>
    <message>
        <source>A photo</source>
        <translation>Ein Foto</translation>
    </message>
    <message>
        <source>A picture that is being drawn</source>
        <translation>Ein Bild, das gerade entsteht</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Answer again</source>
        <translation>Noch einmal antworten</translation>
    </message>
    <message>
        <source>Answer: {words}</source>
        <translation>Antwort: {words}</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>Zweig</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Former branch</source>
        <translation>Vorheriger Zweig</translation>
    </message>
    <message>
        <source>Next branch</source>
        <translation>Nächster Zweig</translation>
    </message>
    <message>
        <source>Say it differently</source>
        <translation>Anders sagen</translation>
    </message>
    <message>
        <source>State of the answer</source>
        <translation>Stand der Antwort</translation>
    </message>
    <message>
        <source>The model has no other knowledge of it, and makes up what it did not see.</source>
        <translation>Das Modell weiß nichts anderes darüber und erfindet, was es nicht gesehen hat.</translation>
    </message>
    <message>
        <source>The model said nothing.</source>
        <translation>Das Modell sagte nichts.</translation>
    </message>
    <message>
        <source>What this answer is worth</source>
        <translation>Was diese Antwort wert ist</translation>
    </message>
    <message>
        <source>Words of the message</source>
        <translation>Worte der Nachricht</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>You said: {words}</source>
        <translation>Sie sagten: {words}</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>bearbeitet</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>{number}/{count}</source>
        <translation>{number}/{count}</translation>
    </message>
</context>
<context>
    <name>ModelCard</name>
    <message>
        <source>Came with the program</source>
        <translation>Liegt dem Programm bei</translation>
    </message>
    <message>
        <source>Compiled for {target} in {precision}, {size}</source>
        <translation>Kompiliert für {target} in {precision}, {size}</translation>
    </message>
    <message>
        <source>Copied: its files lie in the private folder.</source>
        <translation>Kopiert: Seine Dateien liegen im privaten Ordner.</translation>
    </message>
    <message>
        <source>Linked: its files are yours and are never deleted by this app.</source>
        <translation>Verknüpft: Seine Dateien gehören Ihnen und werden von dieser App nie gelöscht.</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>In Gebrauch</translation>
    </message>
    <message>
        <source>Takes it from this list; its files stay.</source>
        <translation>Nimmt es aus dieser Liste; seine Dateien bleiben.</translation>
    </message>
    <message>
        <source>{size}. {place}</source>
        <translation>{size}. {place}</translation>
    </message>
</context>
<context>
    <name>ModelsPage</name>
    <message>
        <source>Base models</source>
        <translation>Basismodelle</translation>
    </message>
    <message>
        <source>Compiled in {precision}.</source>
        <translation>Kompiliert in {precision}.</translation>
    </message>
    <message>
        <source>Every file of {name} is as it was when it was added.</source>
        <translation>Jede Datei von {name} ist, wie sie beim Hinzufügen war.</translation>
    </message>
    <message>
        <source>Looking at this computer</source>
        <translation>Rechner ansehen</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Dieser Rechner</translation>
    </message>
    <message>
        <source>Trying the GPU</source>
        <translation>GPU ausprobieren</translation>
    </message>
    <message>
        <source>Verifying {name}</source>
        <translation>{name} prüfen</translation>
    </message>
    <message>
        <source>{name} is forgotten. Its copy can be removed on the page Storage.</source>
        <translation>{name} ist vergessen. Seine Kopie kann auf der Seite Speicher entfernt werden.</translation>
    </message>
    <message>
        <source>{name} is forgotten. Its files stay in {folder}.</source>
        <translation>{name} ist vergessen. Seine Dateien bleiben in {folder}.</translation>
    </message>
    <message>
        <source>{name} is here: on the page Models it can be used and compiled.</source>
        <translation>{name} ist da: Auf der Seite Modelle kann es verwendet und kompiliert werden.</translation>
    </message>
    <message>
        <source>{name} is used from now on.</source>
        <translation>Von jetzt an wird {name} verwendet.</translation>
    </message>
</context>
<context>
    <name>ModelsState</name>
    <message>
        <source>The GPU is being tried with a second of real work…</source>
        <translation>Die GPU wird mit einer Sekunde echter Arbeit ausprobiert …</translation>
    </message>
</context>
<context>
    <name>MoveDialog</name>
    <message>
        <source>Begin again</source>
        <translation>Neu beginnen</translation>
    </message>
    <message>
        <source>Everything is copied and compared before the new place is used. Then the app begins again, and the former folder can be erased on the page of storage.</source>
        <translation>Alles wird kopiert und verglichen, bevor der neue Ort benutzt wird. Dann beginnt die App neu, und der frühere Ordner kann auf der Seite „Speicher“ gelöscht werden.</translation>
    </message>
    <message>
        <source>From:</source>
        <translation>Von:</translation>
    </message>
    <message>
        <source>Move it</source>
        <translation>Verschieben</translation>
    </message>
    <message>
        <source>Move the private folder</source>
        <translation>Den privaten Ordner verschieben</translation>
    </message>
    <message>
        <source>Moving the private folder</source>
        <translation>Der private Ordner wird verschoben</translation>
    </message>
    <message>
        <source>To:</source>
        <translation>Nach:</translation>
    </message>
    <message>
        <source>{size} are in the new place and are used there from now on.</source>
        <translation>{size} sind am neuen Ort und werden von jetzt an dort benutzt.</translation>
    </message>
</context>
<context>
    <name>NameDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Aufbewahren</translation>
    </message>
    <message>
        <source>The name is taken</source>
        <translation>Der Name ist vergeben</translation>
    </message>
    <message>
        <source>There is a concept “{name}” already. Keep the new one as:</source>
        <translation>Es gibt schon ein Konzept „{name}“. Das neue aufbewahren als:</translation>
    </message>
</context>
<context>
    <name>NeedTable</name>
    <message>
        <source>What each preset takes</source>
        <translation>Was jede Voreinstellung braucht</translation>
    </message>
    <message>
        <source>{size}, too much</source>
        <translation>{size}, zu viel</translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message>
        <source>{names}: not taken. What is taken: concepts (*{ending}).</source>
        <translation>{names}: nicht übernommen. Übernommen werden Konzepte (*{ending}).</translation>
    </message>
    <message>
        <source>{names}: not taken. What is taken: photos ({kinds}) and folders of them.</source>
        <translation>{names}: nicht übernommen. Übernommen werden Fotos ({kinds}) und Ordner damit.</translation>
    </message>
    <message>
        <source>{names}: not taken. What is taken: photos ({kinds}).</source>
        <translation>{names}: nicht übernommen. Übernommen werden Fotos ({kinds}).</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Commands that fit</source>
        <translation>Passende Befehle</translation>
    </message>
    <message>
        <source>Search commands</source>
        <translation>Befehle durchsuchen</translation>
    </message>
    <message>
        <source>What do you want to do?</source>
        <translation>Was möchten Sie tun?</translation>
    </message>
</context>
<context>
    <name>PersonStatement</name>
    <message>
        <source>&amp;This is true</source>
        <translation>&amp;Das trifft zu</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>Hinweis</translation>
    </message>
</context>
<context>
    <name>PhotoStrip</name>
    <message>
        <source>Photo {number}: {words}</source>
        <translation>Foto {number}: {words}</translation>
    </message>
</context>
<context>
    <name>PhotoTiles</name>
    <message>
        <source>It is photo {number}, {file}.</source>
        <translation>Es ist Foto {number}, {file}.</translation>
    </message>
    <message>
        <source>Looking</source>
        <translation>Wird angesehen</translation>
    </message>
    <message>
        <source>Photo {number}: {light}</source>
        <translation>Foto {number}: {light}</translation>
    </message>
</context>
<context>
    <name>PhotoTray</name>
    <message>
        <source>Allow reading them, or choose others.</source>
        <translation>Erlauben Sie das Lesen, oder wählen Sie andere.</translation>
    </message>
    <message numerus="yes">
        <source>Look at %n photo(s)</source>
        <translation>
            <numerusform>Ein Foto ansehen</numerusform>
            <numerusform>%n Fotos ansehen</numerusform>
        </translation>
    </message>
    <message>
        <source>These files cannot be read: {why}.</source>
        <translation>Diese Dateien lassen sich nicht lesen: {why}.</translation>
    </message>
</context>
<context>
    <name>PictureDetails</name>
    <message numerus="yes">
        <source>%n star(s)</source>
        <translation>
            <numerusform>Ein Stern</numerusform>
            <numerusform>%n Sterne</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Albums</source>
        <translation>&amp;Alben</translation>
    </message>
    <message>
        <source>&amp;Stars</source>
        <translation>&amp;Sterne</translation>
    </message>
    <message>
        <source>About this picture</source>
        <translation>Über dieses Bild</translation>
    </message>
    <message>
        <source>Albums, separated by commas</source>
        <translation>Alben, durch Kommas getrennt</translation>
    </message>
    <message>
        <source>Best of Bo</source>
        <translation>Das Beste von Bo</translation>
    </message>
    <message>
        <source>Not rated</source>
        <translation>Nicht bewertet</translation>
    </message>
    <message>
        <source>Stars</source>
        <translation>Sterne</translation>
    </message>
    <message>
        <source>Ta&amp;gs</source>
        <translation>Schla&amp;gwörter</translation>
    </message>
    <message>
        <source>Tags, separated by commas</source>
        <translation>Schlagwörter, durch Kommas getrennt</translation>
    </message>
    <message>
        <source>sea, summer</source>
        <translation>Meer, Sommer</translation>
    </message>
</context>
<context>
    <name>PictureModel</name>
    <message numerus="yes">
        <source>%n star(s)</source>
        <translation>
            <numerusform>Ein Stern</numerusform>
            <numerusform>%n Sterne</numerusform>
        </translation>
    </message>
    <message>
        <source>Loading</source>
        <translation>Lädt</translation>
    </message>
    <message>
        <source>favourite</source>
        <translation>Favorit</translation>
    </message>
    <message>
        <source>its file is gone</source>
        <translation>Datei fehlt</translation>
    </message>
    <message>
        <source>seed {seed}</source>
        <translation>Startwert {seed}</translation>
    </message>
</context>
<context>
    <name>PictureTiles</name>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
</context>
<context>
    <name>Place</name>
    <message>
        <source>Chat</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>Zeichnen</translation>
    </message>
    <message>
        <source>Gallery</source>
        <translation>Galerie</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>Protokolle</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Teach</source>
        <translation>Anlernen</translation>
    </message>
</context>
<context>
    <name>ProblemDialog</name>
    <message>
        <source>A problem</source>
        <translation>Ein Problem</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
</context>
<context>
    <name>PromptHistory</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Earlier prompts</source>
        <translation>Frühere Prompts</translation>
    </message>
    <message>
        <source>Search earlier prompts</source>
        <translation>Frühere Prompts durchsuchen</translation>
    </message>
    <message>
        <source>Use prompt</source>
        <translation>Prompt nehmen</translation>
    </message>
</context>
<context>
    <name>Prospects</name>
    <message>
        <source>What the settings for each size of memory take; {have} are free:</source>
        <translation>Was die Einstellungen für jede Speichergröße brauchen; {have} sind frei:</translation>
    </message>
    <message>
        <source>What the settings for each size of memory take; {have} of GPU are free:</source>
        <translation>Was die Einstellungen für jede Speichergröße brauchen; {have} der GPU sind frei:</translation>
    </message>
    <message>
        <source>With a large model (7B), once it is here and compiled:</source>
        <translation>Mit einem großen Modell (7B), sobald es da und kompiliert ist:</translation>
    </message>
</context>
<context>
    <name>QueueModel</name>
    <message>
        <source>Job</source>
        <translation>Auftrag</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>Verbleibende Zeit</translation>
    </message>
</context>
<context>
    <name>QueuePage</name>
    <message>
        <source>It holds until the window is closed.</source>
        <translation>Es gilt, bis das Fenster geschlossen wird.</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Aufträge</translation>
    </message>
    <message>
        <source>Learning, drawing and answers are listed here while they are at work.</source>
        <translation>Hier stehen Lernen, Zeichnen und Antworten, solange daran gearbeitet wird.</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>Nothing runs and nothing waits.</source>
        <translation>Nichts läuft und nichts wartet.</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>The computer shuts down</source>
        <translation>Der Rechner fährt herunter</translation>
    </message>
    <message>
        <source>The computer sleeps</source>
        <translation>Der Rechner schläft ein</translation>
    </message>
    <message>
        <source>When everything is done</source>
        <translation>Wenn alles fertig ist</translation>
    </message>
</context>
<context>
    <name>RestoreDialog</name>
    <message numerus="yes">
        <source>%n chat(s)</source>
        <translation>
            <numerusform>%n Chat</numerusform>
            <numerusform>%n Chats</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n concept(s)</source>
        <translation>
            <numerusform>%n Konzept</numerusform>
            <numerusform>%n Konzepte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n drawing(s)</source>
        <translation>
            <numerusform>%n Zeichnung</numerusform>
            <numerusform>%n Zeichnungen</numerusform>
        </translation>
    </message>
    <message>
        <source>Backed up on {when}</source>
        <translation>Gesichert am {when}</translation>
    </message>
    <message>
        <source>Every file is proved before anything changes.</source>
        <translation>Jede Datei wird geprüft, bevor sich etwas ändert.</translation>
    </message>
    <message>
        <source>In use now:</source>
        <translation>Jetzt in Gebrauch:</translation>
    </message>
    <message>
        <source>Its list is damaged.</source>
        <translation>Ihre Liste ist beschädigt.</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Wird nachgesehen …</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>Replace the library</source>
        <translation>Bibliothek ersetzen</translation>
    </message>
    <message>
        <source>Restore a library</source>
        <translation>Bibliothek wiederherstellen</translation>
    </message>
    <message>
        <source>Restoring a library</source>
        <translation>Eine Bibliothek wird wiederhergestellt</translation>
    </message>
    <message>
        <source>The library in use is then set aside as it is: on the page of storage it can be brought back, or removed.</source>
        <translation>Die jetzige Bibliothek wird dann unverändert beiseitegelegt: Auf der Seite „Speicher“ lässt sie sich zurückholen oder entfernen.</translation>
    </message>
    <message>
        <source>This comes:</source>
        <translation>Das kommt:</translation>
    </message>
    <message>
        <source>Without photos: no concept can be taught more.</source>
        <translation>Ohne Fotos: Kein Konzept kann mehr dazulernen.</translation>
    </message>
    <message>
        <source>{counts}; {size}</source>
        <translation>{counts}; {size}</translation>
    </message>
</context>
<context>
    <name>SampleStrip</name>
    <message>
        <source>Drawings over time</source>
        <translation>Zeichnungen im Lauf der Zeit</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
</context>
<context>
    <name>SearchedList</name>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
</context>
<context>
    <name>SheetDialog</name>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>Ein Bild</numerusform>
            <numerusform>%n Bilder</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Prompts, one in each line</source>
        <translation>&amp;Prompts, einer je Zeile</translation>
    </message>
    <message>
        <source>&amp;Seeds</source>
        <translation>&amp;Startwerte</translation>
    </message>
    <message>
        <source>&amp;Versions</source>
        <translation>&amp;Versionen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Contact sheet</source>
        <translation>Kontaktbogen</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>Zeichnen</translation>
    </message>
    <message>
        <source>Prompts, one in each line</source>
        <translation>Prompts, einer je Zeile</translation>
    </message>
    <message>
        <source>Version {number}</source>
        <translation>Version {number}</translation>
    </message>
    <message>
        <source>Versions of the concept</source>
        <translation>Versionen des Konzepts</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Ctrl+K finds by its name what can be done, here or on another page.</source>
        <translation>Strg+K findet beim Namen, was geht, hier oder auf einer anderen Seite.</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Places</source>
        <translation>Orte</translation>
    </message>
</context>
<context>
    <name>SnapshotComparison</name>
    <message>
        <source>Choose a drawing to see its snapshot at the right</source>
        <translation>Wählen Sie eine Zeichnung, um rechts ihren Zwischenstand zu sehen</translation>
    </message>
    <message>
        <source>Drawing, {side}</source>
        <translation>Zeichnung, {side}</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Links</translation>
    </message>
    <message>
        <source>Not drawn yet</source>
        <translation>Noch nicht gezeichnet</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Rechts</translation>
    </message>
    <message>
        <source>S&amp;eed</source>
        <translation>Sta&amp;rtwert</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Snapshot, {side}</source>
        <translation>Zwischenstand, {side}</translation>
    </message>
    <message>
        <source>The same seed gives the same picture</source>
        <translation>Gleicher Startwert ergibt das gleiche Bild</translation>
    </message>
    <message>
        <source>What both draw</source>
        <translation>Was beide zeichnen</translation>
    </message>
    <message>
        <source>{epoch}, in use</source>
        <translation>{epoch}, in Gebrauch</translation>
    </message>
    <message>
        <source>{epoch}, the best</source>
        <translation>{epoch}, der beste</translation>
    </message>
</context>
<context>
    <name>SoleWork</name>
    <message>
        <source>Jobs are open, and they may use the library.</source>
        <translation>Aufträge sind offen, und sie könnten die Bibliothek benutzen.</translation>
    </message>
    <message>
        <source>Let them end or stop them, then try again.</source>
        <translation>Lassen Sie sie enden oder halten Sie sie an, und versuchen Sie es noch einmal.</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Engine</source>
        <translation>Engine</translation>
    </message>
    <message>
        <source>Free the engine&apos;s memory now</source>
        <translation>Den Speicher der Engine jetzt freigeben</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Arbeitsspeicher</translation>
    </message>
    <message>
        <source>Model in use</source>
        <translation>Verwendetes Modell</translation>
    </message>
    <message>
        <source>Progress of the running job</source>
        <translation>Fortschritt des laufenden Auftrags</translation>
    </message>
    <message>
        <source>Running job</source>
        <translation>Laufender Auftrag</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>Verbleibende Zeit</translation>
    </message>
    <message>
        <source>{title}: {phase}</source>
        <translation>{title}: {phase}</translation>
    </message>
</context>
<context>
    <name>StoragePage</name>
    <message numerus="yes">
        <source>%n file(s) removed, {size}.</source>
        <translation>
            <numerusform>Eine Datei entfernt, {size}.</numerusform>
            <numerusform>%n Dateien entfernt, {size}.</numerusform>
        </translation>
    </message>
    <message>
        <source>Clean-ups</source>
        <translation>Aufräumen</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Wird angesehen …</translation>
    </message>
    <message>
        <source>Nothing can go now.</source>
        <translation>Jetzt kann nichts weg.</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>What can go</source>
        <translation>Was weg kann</translation>
    </message>
    <message>
        <source>What uses how much</source>
        <translation>Was wie viel belegt</translation>
    </message>
    <message>
        <source>{size} in {folder}</source>
        <translation>{size} in {folder}</translation>
    </message>
    <message>
        <source>{what}: {size}</source>
        <translation>{what}: {size}</translation>
    </message>
</context>
<context>
    <name>StyleDialog</name>
    <message>
        <source>&amp;Keep as a style</source>
        <translation>&amp;Als Stil behalten</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>A style of your own:</source>
        <translation>Ein eigener Stil:</translation>
    </message>
    <message>
        <source>Add to prompt</source>
        <translation>In den Text übernehmen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name of a new style</source>
        <translation>Name eines neuen Stils</translation>
    </message>
    <message>
        <source>Search styles</source>
        <translation>Stile durchsuchen</translation>
    </message>
    <message>
        <source>Styles</source>
        <translation>Stile</translation>
    </message>
    <message>
        <source>Words of a new style</source>
        <translation>Wörter eines neuen Stils</translation>
    </message>
    <message>
        <source>Words, such as: in the rain</source>
        <translation>Wörter, etwa: in the rain</translation>
    </message>
    <message>
        <source>larger models only</source>
        <translation>nur größere Modelle</translation>
    </message>
</context>
<context>
    <name>TeachChoice</name>
    <message>
        <source>The best snapshot is in use. Compare any two, and choose; it can be changed.</source>
        <translation>Der beste Zwischenstand ist in Gebrauch. Vergleichen Sie zwei beliebige und wählen Sie; das lässt sich ändern.</translation>
    </message>
    <message>
        <source>{name} is learned</source>
        <translation>{name} ist gelernt</translation>
    </message>
</context>
<context>
    <name>TeachForm</name>
    <message>
        <source>&amp;Depth</source>
        <translation>&amp;Tiefe</translation>
    </message>
    <message>
        <source>&amp;Memory</source>
        <translation>&amp;Speicher</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>About {time} and {memory} of memory.</source>
        <translation>Etwa {time} und {memory} Arbeitsspeicher.</translation>
    </message>
    <message>
        <source>About {time} and {memory} of the {free} of memory that are free.</source>
        <translation>Etwa {time} und {memory} von den {free} freien Speichers.</translation>
    </message>
    <message>
        <source>How thoroughly</source>
        <translation>Wie gründlich</translation>
    </message>
    <message>
        <source>Memory: {fit}; weights: {weights}.</source>
        <translation>Speicher: {fit}; Gewichte: {weights}.</translation>
    </message>
    <message>
        <source>Minutes. Good for most things.</source>
        <translation>Minuten. Gut für das meiste.</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Weiteres</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Of the graphics card, for a large model: less is slower.</source>
        <translation>Der Grafikkarte, für ein großes Modell: Weniger ist langsamer.</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Positions inside every layer. Such a concept is used alone.</source>
        <translation>Stellen in jeder Schicht. Ein solches Konzept wird allein verwendet.</translation>
    </message>
    <message>
        <source>Taking three real steps to find out</source>
        <translation>Drei echte Schritte, um es herauszufinden</translation>
    </message>
    <message>
        <source>That is too much: close other programs, or choose less memory.</source>
        <translation>Das ist zu viel: Schließen Sie andere Programme oder wählen Sie weniger Speicher.</translation>
    </message>
    <message>
        <source>The published settings: hours on a large graphics card.</source>
        <translation>Die veröffentlichten Einstellungen: Stunden auf einer großen Grafikkarte.</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>Was es ist</translation>
    </message>
    <message>
        <source>What you call it, such as Bo</source>
        <translation>Wie Sie es nennen, etwa Bo</translation>
    </message>
</context>
<context>
    <name>TeachPage</name>
    <message numerus="yes">
        <source>%n epoch(s)</source>
        <translation>
            <numerusform>einer Epoche</numerusform>
            <numerusform>%n Epochen</numerusform>
        </translation>
    </message>
    <message>
        <source>Teach</source>
        <translation>Anlernen</translation>
    </message>
    <message>
        <source>Teach {name} more</source>
        <translation>{name} weiter anlernen</translation>
    </message>
    <message>
        <source>The learning of “{name}” was interrupted on {day}, after {epochs}.</source>
        <translation>Das Lernen von „{name}“ wurde am {day} nach {epochs} unterbrochen.</translation>
    </message>
    <message>
        <source>What is taught</source>
        <translation>Was angelernt wird</translation>
    </message>
</context>
<context>
    <name>TeachPhotos</name>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>Ein Foto</numerusform>
            <numerusform>%n Fotos</numerusform>
        </translation>
    </message>
    <message>
        <source>Add a folder of photos</source>
        <translation>Ordner mit Fotos hinzufügen</translation>
    </message>
    <message>
        <source>Add photos</source>
        <translation>Fotos hinzufügen</translation>
    </message>
    <message>
        <source>Drop photos or a folder here, paste one, or add them with the buttons above.
Three to ten photos from several sides do best.</source>
        <translation>Ziehen Sie Fotos oder einen Ordner hierher, fügen Sie eines ein, oder nehmen Sie die Knöpfe oben.
Drei bis zehn Fotos von mehreren Seiten sind am besten.</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Fotos</translation>
    </message>
    <message>
        <source>Photos ({endings})</source>
        <translation>Fotos ({endings})</translation>
    </message>
    <message numerus="yes">
        <source>Where they were taken is removed from %n of the copies</source>
        <translation>
            <numerusform>Der Aufnahmeort wurde aus einer Kopie entfernt</numerusform>
            <numerusform>Der Aufnahmeort wurde aus %n Kopien entfernt</numerusform>
        </translation>
    </message>
    <message>
        <source>Your files stay as they are</source>
        <translation>Ihre Dateien bleiben, wie sie sind</translation>
    </message>
</context>
<context>
    <name>TeachRun</name>
    <message>
        <source>&amp;Discard it</source>
        <translation>&amp;Verwerfen</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>&amp;Fortsetzen</translation>
    </message>
    <message>
        <source>&amp;Keep the best so far</source>
        <translation>Das Beste bisher &amp;behalten</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pausieren</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>&amp;Fortsetzen</translation>
    </message>
    <message>
        <source>&amp;Try it while it rests</source>
        <translation>&amp;Ausprobieren, während es ruht</translation>
    </message>
    <message>
        <source>A photo of {name}.</source>
        <translation>A photo of {name}.</translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation>Zeichnung</translation>
    </message>
    <message>
        <source>It broke off. What was learned is kept, and it can go on from there.</source>
        <translation>Es brach ab. Das Gelernte ist erhalten, und es kann von dort weitergehen.</translation>
    </message>
    <message>
        <source>Learning {name}</source>
        <translation>{name} wird gelernt</translation>
    </message>
    <message>
        <source>Not before the first epoch has ended</source>
        <translation>Erst nach der ersten Epoche</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Stop learning {name}?</source>
        <translation>Das Lernen von {name} anhalten?</translation>
    </message>
    <message>
        <source>There is nothing to keep before the first epoch ends.</source>
        <translation>Vor dem Ende der ersten Epoche gibt es nichts zu behalten.</translation>
    </message>
    <message>
        <source>What it draws after each epoch</source>
        <translation>Was es nach jeder Epoche zeichnet</translation>
    </message>
    <message>
        <source>What it has drawn</source>
        <translation>Was es gezeichnet hat</translation>
    </message>
    <message>
        <source>What to draw</source>
        <translation>Was gezeichnet wird</translation>
    </message>
</context>
<context>
    <name>TeachingState</name>
    <message>
        <source>Add a few photos first.</source>
        <translation>Fügen Sie zuerst ein paar Fotos hinzu.</translation>
    </message>
    <message>
        <source>Confirm that the person has agreed.</source>
        <translation>Bestätigen Sie, dass der Mensch zugestimmt hat.</translation>
    </message>
    <message>
        <source>Forecast for {name}</source>
        <translation>Vorhersage für {name}</translation>
    </message>
    <message>
        <source>Give it a name.</source>
        <translation>Geben Sie ihm einen Namen.</translation>
    </message>
    <message>
        <source>“{name}” is being learned; wait until it is done.</source>
        <translation>„{name}“ wird gerade gelernt; warten Sie, bis es fertig ist.</translation>
    </message>
    <message>
        <source>“{name}” is taken; choose another name.</source>
        <translation>„{name}“ ist vergeben; wählen Sie einen anderen Namen.</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Close this message</source>
        <translation>Meldung schließen</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>UpscalersState</name>
    <message>
        <source>Checking {name}</source>
        <translation>{name} wird geprüft</translation>
    </message>
</context>
<context>
    <name>VerdictTable</name>
    <message>
        <source>Verdicts</source>
        <translation>Urteile</translation>
    </message>
</context>
<context>
    <name>VersionList</name>
    <message numerus="yes">
        <source>%n snapshot(s)</source>
        <translation>
            <numerusform>Ein Zwischenstand</numerusform>
            <numerusform>%n Zwischenstände</numerusform>
        </translation>
    </message>
    <message>
        <source>A note on this version</source>
        <translation>Eine Notiz zu dieser Version</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>In Gebrauch</translation>
    </message>
    <message>
        <source>Note on version {number}</source>
        <translation>Notiz zu Version {number}</translation>
    </message>
    <message>
        <source>Version {number}, {day}</source>
        <translation>Version {number}, {day}</translation>
    </message>
</context>
<context>
    <name>Wakefulness</name>
    <message>
        <source>A job is running</source>
        <translation>Ein Auftrag läuft</translation>
    </message>
</context>
<context>
    <name>WeeklyBackup</name>
    <message>
        <source>Weekly backup</source>
        <translation>Wöchentliche Sicherung</translation>
    </message>
</context>
<context>
    <name>WindowCommands</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Jobs</source>
        <translation>Auf&amp;träge</translation>
    </message>
    <message>
        <source>&amp;Page</source>
        <translation>&amp;Seite</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>Concepts and pictures ({endings})</source>
        <translation>Konzepte und Bilder ({endings})</translation>
    </message>
    <message>
        <source>No commands here</source>
        <translation>Hier gibt es keine Befehle</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
</context>
<context>
    <name>accepted_licences</name>
    <message>
        <source>A model that was forgotten</source>
        <translation>Ein vergessenes Modell</translation>
    </message>
    <message>
        <source>Its text is gone.</source>
        <translation>Ihr Text ist nicht mehr da.</translation>
    </message>
    <message>
        <source>{model}: accepted on {day}</source>
        <translation>{model}: angenommen am {day}</translation>
    </message>
</context>
<context>
    <name>chat_words</name>
    <message>
        <source>A drawn picture</source>
        <translation>Ein gezeichnetes Bild</translation>
    </message>
    <message>
        <source>A drawn picture whose file is gone</source>
        <translation>Ein gezeichnetes Bild, dessen Datei fehlt</translation>
    </message>
    <message>
        <source>A photo</source>
        <translation>Ein Foto</translation>
    </message>
    <message>
        <source>A photo whose file is gone</source>
        <translation>Ein Foto, dessen Datei fehlt</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>Chat</translation>
    </message>
    <message numerus="yes">
        <source>Drawn from what %n photo(s) showed; it only resembles that.</source>
        <translation>
            <numerusform>Gezeichnet nach dem, was %n Foto zeigte; es ähnelt ihm nur.</numerusform>
            <numerusform>Gezeichnet nach dem, was %n Fotos zeigten; es ähnelt ihm nur.</numerusform>
        </translation>
    </message>
    <message>
        <source>Drawn from what a few photos showed; it only resembles that.</source>
        <translation>Gezeichnet nach dem, was wenige Fotos zeigten; es ähnelt ihm nur.</translation>
    </message>
    <message numerus="yes">
        <source>Says what it saw in %n photo(s); may be wrong.</source>
        <translation>
            <numerusform>Sagt, was es auf %n Foto gesehen hat; kann falsch sein.</numerusform>
            <numerusform>Sagt, was es auf %n Fotos gesehen hat; kann falsch sein.</numerusform>
        </translation>
    </message>
    <message>
        <source>Says what it saw in a few photos; may be wrong.</source>
        <translation>Sagt, was es auf wenigen Fotos gesehen hat; kann falsch sein.</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>bearbeitet</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>{name} pictures</source>
        <translation>{name} Bilder</translation>
    </message>
</context>
<context>
    <name>concept_words</name>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>eine Stunde</numerusform>
            <numerusform>%n Stunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>eine Minute</numerusform>
            <numerusform>%n Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>eine Sekunde</numerusform>
            <numerusform>%n Sekunden</numerusform>
        </translation>
    </message>
    <message>
        <source>As in the paper</source>
        <translation>Wie in der Veröffentlichung</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Before learning</source>
        <translation>Vor dem Lernen</translation>
    </message>
    <message>
        <source>Better left out</source>
        <translation>Besser weglassen</translation>
    </message>
    <message>
        <source>Could be better</source>
        <translation>Könnte besser sein</translation>
    </message>
    <message>
        <source>Epoch {number}</source>
        <translation>Epoche {number}</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>Gut</translation>
    </message>
    <message>
        <source>Likeness</source>
        <translation>Ähnlichkeit</translation>
    </message>
    <message>
        <source>Likeness ({network})</source>
        <translation>Ähnlichkeit ({network})</translation>
    </message>
    <message>
        <source>{score}: {value}</source>
        <translation>{score}: {value}</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Ohne Grenze</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>Gegenstand</translation>
    </message>
    <message>
        <source>Own settings</source>
        <translation>Eigene Einstellungen</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Mensch</translation>
    </message>
    <message>
        <source>Pet</source>
        <translation>Haustier</translation>
    </message>
    <message>
        <source>Quick</source>
        <translation>Schnell</translation>
    </message>
    <message>
        <source>Recognition</source>
        <translation>Wiedererkennen</translation>
    </message>
    <message>
        <source>image loss</source>
        <translation>Fehler bei Bildern</translation>
    </message>
    <message>
        <source>text loss</source>
        <translation>Fehler bei Text</translation>
    </message>
</context>
<context>
    <name>engine</name>
    <message>
        <source>A learning of this name is at work, in this window or elsewhere.</source>
        <translation>Ein Lernen mit diesem Namen läuft schon, in diesem Fenster oder anderswo.</translation>
    </message>
    <message>
        <source>A photo inside the benchmark&apos;s file is damaged.</source>
        <translation>Ein Foto in der Datei des Vergleichs ist beschädigt.</translation>
    </message>
    <message>
        <source>A photo of a dog on the beach.</source>
        <translation>A photo of a dog on the beach.</translation>
    </message>
    <message>
        <source>A photo of {name}.</source>
        <translation>A photo of {name}.</translation>
    </message>
    <message>
        <source>A quarter of the time</source>
        <translation>Ein Viertel der Zeit</translation>
    </message>
    <message>
        <source>A recipe is the prompt, the seed and the concept; a clean copy tells nothing of them.</source>
        <translation>Ein Rezept ist Prompt, Startwert und Konzept; eine reine Kopie verrät nichts davon.</translation>
    </message>
    <message>
        <source>Add a photo from another side: it teaches more.</source>
        <translation>Nehmen Sie ein Foto von einer anderen Seite hinzu: Es lehrt mehr.</translation>
    </message>
    <message>
        <source>Add at least one photo.</source>
        <translation>Fügen Sie mindestens ein Foto hinzu.</translation>
    </message>
    <message>
        <source>Add one: `engine upscalers add FILE.onnx`.</source>
        <translation>Fügen Sie einen hinzu: `engine upscalers add DATEI.onnx`.</translation>
    </message>
    <message>
        <source>Adding the sample</source>
        <translation>Beispiel wird hinzugefügt</translation>
    </message>
    <message>
        <source>All of the time</source>
        <translation>Die ganze Zeit</translation>
    </message>
    <message>
        <source>Allow reading it, or copy it to another folder.</source>
        <translation>Erlauben Sie das Lesen, oder kopieren Sie es in einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Allow reading it.</source>
        <translation>Erlauben Sie das Lesen.</translation>
    </message>
    <message>
        <source>An earlier photo no longer fits and is not looked at.</source>
        <translation>Ein früheres Foto passt nicht mehr hinein und wird nicht angesehen.</translation>
    </message>
    <message>
        <source>An earlier photo no longer fits and is remembered in words.</source>
        <translation>Ein früheres Foto passt nicht mehr hinein und bleibt in Worten in Erinnerung.</translation>
    </message>
    <message>
        <source>Another program has the library open.</source>
        <translation>Ein anderes Programm hat die Bibliothek geöffnet.</translation>
    </message>
    <message>
        <source>Another program is changing the library.</source>
        <translation>Ein anderes Programm ändert gerade die Bibliothek.</translation>
    </message>
    <message>
        <source>Another program is looking through the pool.</source>
        <translation>Ein anderes Programm sieht gerade den Vorrat durch.</translation>
    </message>
    <message>
        <source>Another program needs the GPU&apos;s memory: this rests until there is room again.</source>
        <translation>Ein anderes Programm braucht den Speicher der GPU: Dies ruht, bis wieder Platz ist.</translation>
    </message>
    <message>
        <source>App</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Ask at the first export</source>
        <translation>Beim ersten Export fragen</translation>
    </message>
    <message>
        <source>Asking</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>Asking the reference</source>
        <translation>Die Vergleichsfassung fragen</translation>
    </message>
    <message>
        <source>At night</source>
        <translation>Bei Nacht</translation>
    </message>
    <message>
        <source>At sunset</source>
        <translation>Bei Sonnenuntergang</translation>
    </message>
    <message>
        <source>Attach it once more.</source>
        <translation>Hängen Sie es noch einmal an.</translation>
    </message>
    <message>
        <source>Back it up again. Nothing was written.</source>
        <translation>Sichern Sie sie noch einmal. Es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>Backend</source>
        <translation>Backend</translation>
    </message>
    <message>
        <source>Background painter</source>
        <translation>Hintergrundmaler</translation>
    </message>
    <message>
        <source>Backing up (MB)</source>
        <translation>Sichern (MB)</translation>
    </message>
    <message>
        <source>Begin a new one.</source>
        <translation>Beginnen Sie einen neuen.</translation>
    </message>
    <message>
        <source>Below 1 GB</source>
        <translation>Unter 1 GB</translation>
    </message>
    <message>
        <source>Below 2 GB</source>
        <translation>Unter 2 GB</translation>
    </message>
    <message>
        <source>Below 4 GB</source>
        <translation>Unter 4 GB</translation>
    </message>
    <message>
        <source>Black and white</source>
        <translation>Schwarz-Weiß</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>Prozessor</translation>
    </message>
    <message>
        <source>CPU threads; empty is one for each core.</source>
        <translation>Threads des Prozessors; leer ist einer je Kern.</translation>
    </message>
    <message>
        <source>CUDA_VISIBLE_DEVICES says which are used.</source>
        <translation>CUDA_VISIBLE_DEVICES sagt, welche benutzt werden.</translation>
    </message>
    <message>
        <source>Check its name.</source>
        <translation>Prüfen Sie den Namen.</translation>
    </message>
    <message>
        <source>Check that it is a file.</source>
        <translation>Prüfen Sie, ob es eine Datei ist.</translation>
    </message>
    <message>
        <source>Check the NVIDIA driver, or install TensorRT-RTX, which builds without a GPU.</source>
        <translation>Prüfen Sie den NVIDIA-Treiber, oder installieren Sie TensorRT-RTX, das ohne GPU baut.</translation>
    </message>
    <message>
        <source>Checking photos</source>
        <translation>Fotos prüfen</translation>
    </message>
    <message>
        <source>Checking the compiled model</source>
        <translation>Kompiliertes Modell prüfen</translation>
    </message>
    <message>
        <source>Checking the upscaler</source>
        <translation>Upscaler wird geprüft</translation>
    </message>
    <message>
        <source>Checking the weights</source>
        <translation>Gewichte prüfen</translation>
    </message>
    <message>
        <source>Checkpoint</source>
        <translation>Checkpoint</translation>
    </message>
    <message>
        <source>Choose --precision fp16, or --target onnx.</source>
        <translation>Wählen Sie --precision fp16 oder --target onnx.</translation>
    </message>
    <message>
        <source>Choose --precision int4 or int8, or leave --rounding out.</source>
        <translation>Wählen Sie --precision int4 oder int8, oder lassen Sie --rounding weg.</translation>
    </message>
    <message>
        <source>Choose --target tensorrt, or leave --stream-weights out.</source>
        <translation>Wählen Sie --target tensorrt, oder lassen Sie --stream-weights weg.</translation>
    </message>
    <message>
        <source>Choose 1 or more.</source>
        <translation>Wählen Sie 1 oder mehr.</translation>
    </message>
    <message>
        <source>Choose 1 position or more.</source>
        <translation>Wählen Sie eine Position oder mehr.</translation>
    </message>
    <message>
        <source>Choose Anole weights, such as Anole-7b-v0.1-hf; they include it.</source>
        <translation>Wählen Sie Anole-Gewichte wie Anole-7b-v0.1-hf; sie enthalten es.</translation>
    </message>
    <message>
        <source>Choose Anole weights: plain Chameleon has no picture decoder.</source>
        <translation>Wählen Sie Anole-Gewichte: Chameleon allein hat keinen Bilddekoder.</translation>
    </message>
    <message>
        <source>Choose a .concept file.</source>
        <translation>Wählen Sie eine .concept-Datei.</translation>
    </message>
    <message>
        <source>Choose a folder elsewhere.</source>
        <translation>Wählen Sie einen Ordner anderswo.</translation>
    </message>
    <message>
        <source>Choose a folder with Anole weights in the Hugging Face format (Anole-7b-v0.1-hf).</source>
        <translation>Wählen Sie einen Ordner mit Anole-Gewichten im Format von Hugging Face (Anole-7b-v0.1-hf).</translation>
    </message>
    <message>
        <source>Choose a folder with Anole weights in the Hugging Face format.</source>
        <translation>Wählen Sie einen Ordner mit Anole-Gewichten im Format von Hugging Face.</translation>
    </message>
    <message>
        <source>Choose a folder with Anole weights.</source>
        <translation>Wählen Sie einen Ordner mit Anole-Gewichten.</translation>
    </message>
    <message>
        <source>Choose a folder with CLIP or SigLIP: config.json, model.safetensors and the rest.</source>
        <translation>Wählen Sie einen Ordner mit CLIP oder SigLIP: config.json, model.safetensors und das Übrige.</translation>
    </message>
    <message>
        <source>Choose a folder with Chameleon or Anole weights and their tokenizer.json.</source>
        <translation>Wählen Sie einen Ordner mit Chameleon- oder Anole-Gewichten und ihrer tokenizer.json.</translation>
    </message>
    <message>
        <source>Choose a folder with SAM: config.json, model.safetensors, preprocessor_config.json.</source>
        <translation>Wählen Sie einen Ordner mit SAM: config.json, model.safetensors, preprocessor_config.json.</translation>
    </message>
    <message>
        <source>Choose a folder with a CLIP or SigLIP vision model and its preprocessor_config.json.</source>
        <translation>Wählen Sie einen Ordner mit einem Bildmodell von CLIP oder SigLIP und seiner preprocessor_config.json.</translation>
    </message>
    <message>
        <source>Choose a folder with an inpainting model as diffusers writes it.</source>
        <translation>Wählen Sie einen Ordner mit einem Ausmal-Modell, wie diffusers es schreibt.</translation>
    </message>
    <message>
        <source>Choose a folder with photos.</source>
        <translation>Wählen Sie einen Ordner mit Fotos.</translation>
    </message>
    <message>
        <source>Choose a larger part of it.</source>
        <translation>Wählen Sie einen größeren Teil davon.</translation>
    </message>
    <message>
        <source>Choose a larger part of the photo, or a photo taken from closer by.</source>
        <translation>Wählen Sie einen größeren Teil des Fotos oder ein Foto aus größerer Nähe.</translation>
    </message>
    <message>
        <source>Choose a lower learning rate. The snapshots before it are good.</source>
        <translation>Wählen Sie eine kleinere Lernrate. Die Zwischenstände davor sind gut.</translation>
    </message>
    <message>
        <source>Choose a network of float32 that takes and gives RGB of 0 to 1, 2 or 4 times as large.</source>
        <translation>Wählen Sie ein Netz in float32, das RGB von 0 bis 1 nimmt und 2- oder 4-mal so groß wiedergibt.</translation>
    </message>
    <message>
        <source>Choose a photo in JPEG, PNG, WebP, HEIC, AVIF, GIF, BMP or TIFF format.</source>
        <translation>Wählen Sie ein Foto im Format JPEG, PNG, WebP, HEIC, AVIF, GIF, BMP oder TIFF.</translation>
    </message>
    <message>
        <source>Choose a photo in which the face is seen.</source>
        <translation>Wählen Sie ein Foto, auf dem das Gesicht zu sehen ist.</translation>
    </message>
    <message>
        <source>Choose a photo with less light.</source>
        <translation>Wählen Sie ein Foto mit weniger Licht.</translation>
    </message>
    <message>
        <source>Choose a photo with more light.</source>
        <translation>Wählen Sie ein Foto mit mehr Licht.</translation>
    </message>
    <message>
        <source>Choose a sharper photo.</source>
        <translation>Wählen Sie ein schärferes Foto.</translation>
    </message>
    <message>
        <source>Choose a shorter name.</source>
        <translation>Wählen Sie einen kürzeren Namen.</translation>
    </message>
    <message>
        <source>Choose a smaller --memory, export the model as int4, or close programs.</source>
        <translation>Wählen Sie ein kleineres --memory, exportieren Sie das Modell als int4, oder schließen Sie Programme.</translation>
    </message>
    <message>
        <source>Choose a smaller pack.</source>
        <translation>Wählen Sie ein kleineres Paket.</translation>
    </message>
    <message>
        <source>Choose an .onnx file.</source>
        <translation>Wählen Sie eine .onnx-Datei.</translation>
    </message>
    <message>
        <source>Choose another --precision, or --target onnx; update TensorRT if it is old.</source>
        <translation>Wählen Sie ein anderes --precision oder --target onnx; erneuern Sie TensorRT, wenn es alt ist.</translation>
    </message>
    <message>
        <source>Choose another file name.</source>
        <translation>Wählen Sie einen anderen Dateinamen.</translation>
    </message>
    <message>
        <source>Choose another file or name.</source>
        <translation>Wählen Sie eine andere Datei oder einen anderen Namen.</translation>
    </message>
    <message>
        <source>Choose another file.</source>
        <translation>Wählen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>Choose another folder with --out; nothing was changed.</source>
        <translation>Wählen Sie mit --out einen anderen Ordner; nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>Wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>Choose another one.</source>
        <translation>Wählen Sie etwas anderes.</translation>
    </message>
    <message>
        <source>Choose another pack.</source>
        <translation>Wählen Sie ein anderes Paket.</translation>
    </message>
    <message>
        <source>Choose another photo.</source>
        <translation>Wählen Sie ein anderes Foto.</translation>
    </message>
    <message>
        <source>Choose fp32, int8 or int4 for the CPU, and fp16, bf16 or int4 for CUDA.</source>
        <translation>Wählen Sie fp32, int8 oder int4 für den Prozessor, und fp16, bf16 oder int4 für CUDA.</translation>
    </message>
    <message>
        <source>Choose int4 or int8.</source>
        <translation>Wählen Sie int4 oder int8.</translation>
    </message>
    <message>
        <source>Choose it without the others, or learn it again without --deep.</source>
        <translation>Wählen Sie es ohne die anderen, oder lernen Sie es noch einmal ohne --deep.</translation>
    </message>
    <message>
        <source>Choose one of its own photos as the portrait.</source>
        <translation>Wählen Sie eines seiner eigenen Fotos als Porträt.</translation>
    </message>
    <message>
        <source>Choose one of its snapshots.</source>
        <translation>Wählen Sie einen seiner Zwischenstände.</translation>
    </message>
    <message>
        <source>Choose one of its versions.</source>
        <translation>Wählen Sie eine seiner Versionen.</translation>
    </message>
    <message>
        <source>Choose the folder that has it.</source>
        <translation>Wählen Sie den Ordner, in dem es liegt.</translation>
    </message>
    <message>
        <source>Choose the mini, or teach a concept of your own.</source>
        <translation>Wählen Sie das Mini, oder bringen Sie ihm ein eigenes Konzept bei.</translation>
    </message>
    <message>
        <source>Choose the part with the one face that is meant.</source>
        <translation>Wählen Sie den Teil mit dem einen Gesicht, das gemeint ist.</translation>
    </message>
    <message>
        <source>Choose the part with the subject, or another photo.</source>
        <translation>Wählen Sie den Teil mit dem Motiv oder ein anderes Foto.</translation>
    </message>
    <message>
        <source>Choose the variant that it was learned with, or learn it anew.</source>
        <translation>Wählen Sie die Variante, mit der es gelernt wurde, oder lernen Sie es neu.</translation>
    </message>
    <message>
        <source>Choose weights stored as bf16, fp16 or fp32.</source>
        <translation>Wählen Sie Gewichte in bf16, fp16 oder fp32.</translation>
    </message>
    <message>
        <source>Clean copy</source>
        <translation>Reine Kopie</translation>
    </message>
    <message>
        <source>Close it, or move the folder from its page of storage.</source>
        <translation>Schließen Sie es, oder verschieben Sie den Ordner auf seiner Seite „Speicher“.</translation>
    </message>
    <message>
        <source>Close other programs and go on with the same command, or choose a smaller --precision.</source>
        <translation>Schließen Sie andere Programme und setzen Sie mit demselben Befehl fort, oder wählen Sie ein kleineres --precision.</translation>
    </message>
    <message>
        <source>Close other programs and try again; if that does not help, install the app again.</source>
        <translation>Schließen Sie andere Programme und versuchen Sie es noch einmal; hilft das nicht, installieren Sie die App neu.</translation>
    </message>
    <message>
        <source>Close other programs that use the GPU, or compile for fewer rows.</source>
        <translation>Schließen Sie andere Programme, die die GPU benutzen, oder kompilieren Sie für weniger Zeilen.</translation>
    </message>
    <message>
        <source>Close other programs that use the GPU, or draw fewer pictures at once.</source>
        <translation>Schließen Sie andere Programme, die die GPU benutzen, oder zeichnen Sie weniger Bilder auf einmal.</translation>
    </message>
    <message>
        <source>Close other programs that use the GPU, or run on the CPU.</source>
        <translation>Schließen Sie andere Programme, die die GPU benutzen, oder nehmen Sie den Prozessor.</translation>
    </message>
    <message>
        <source>Close other programs, or draw fewer pictures at once.</source>
        <translation>Schließen Sie andere Programme, oder zeichnen Sie weniger Bilder auf einmal.</translation>
    </message>
    <message>
        <source>Close-up</source>
        <translation>Nahaufnahme</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Comparing</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Compile the model again with `engine export`.</source>
        <translation>Kompilieren Sie das Modell noch einmal mit `engine export`.</translation>
    </message>
    <message>
        <source>Compile the model for the CPU: fp32, int8 or int4.</source>
        <translation>Kompilieren Sie das Modell für den Prozessor: fp32, int8 oder int4.</translation>
    </message>
    <message>
        <source>Compile the model with `engine export`, or use the backend auto.</source>
        <translation>Kompilieren Sie das Modell mit `engine export`, oder nehmen Sie das Backend auto.</translation>
    </message>
    <message>
        <source>Compiled model</source>
        <translation>Kompiliertes Modell</translation>
    </message>
    <message>
        <source>Compiling</source>
        <translation>Kompilieren</translation>
    </message>
    <message>
        <source>Connect its disk, or remove it from the pool: `engine pool remove`.</source>
        <translation>Schließen Sie seine Platte an, oder nehmen Sie es aus dem Vorrat: `engine pool remove`.</translation>
    </message>
    <message>
        <source>Connect its drive, or choose another folder in the settings.</source>
        <translation>Schließen Sie sein Laufwerk an oder wählen Sie in den Einstellungen einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Copy it again from where it came, or leave it out.</source>
        <translation>Kopieren Sie sie noch einmal von dort, woher sie kam, oder lassen Sie sie weg.</translation>
    </message>
    <message>
        <source>Copy the file again, or choose another backup. Nothing was changed.</source>
        <translation>Kopieren Sie die Datei noch einmal oder wählen Sie eine andere Sicherung. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Copy the file again, or learn the concept again from its photos.</source>
        <translation>Kopieren Sie die Datei noch einmal, oder lernen Sie das Konzept neu aus seinen Fotos.</translation>
    </message>
    <message>
        <source>Copy the photo again from where it came, or choose another.</source>
        <translation>Kopieren Sie das Foto noch einmal von dort, woher es kam, oder wählen Sie ein anderes.</translation>
    </message>
    <message>
        <source>Copy the photo again from where it came.</source>
        <translation>Kopieren Sie das Foto noch einmal von dort, woher es kam.</translation>
    </message>
    <message>
        <source>Correct it in the settings, or empty it.</source>
        <translation>Berichtigen Sie es in den Einstellungen, oder leeren Sie es.</translation>
    </message>
    <message>
        <source>Correct them one by one.</source>
        <translation>Berichtigen Sie eines nach dem anderen.</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Delete it and accept the licences again.</source>
        <translation>Löschen Sie sie, und nehmen Sie die Lizenzen neu an.</translation>
    </message>
    <message>
        <source>Delete it and add your checkpoints again.</source>
        <translation>Löschen Sie sie, und fügen Sie Ihre Checkpoints neu hinzu.</translation>
    </message>
    <message>
        <source>Delete it and quantize the checkpoint again.</source>
        <translation>Löschen Sie sie, und quantisieren Sie den Checkpoint neu.</translation>
    </message>
    <message>
        <source>Delete it; then add the folders of the pool again.</source>
        <translation>Löschen Sie sie; dann fügen Sie die Ordner des Vorrats neu hinzu.</translation>
    </message>
    <message>
        <source>Describe this photo.</source>
        <translation>Beschreibe dieses Foto.</translation>
    </message>
    <message>
        <source>Describing photos</source>
        <translation>Fotos beschreiben</translation>
    </message>
    <message>
        <source>Deutsch</source>
        <translation>Deutsch</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Download config.json and the shards from the same place again.</source>
        <translation>Laden Sie config.json und die Teildateien noch einmal von derselben Stelle herunter.</translation>
    </message>
    <message>
        <source>Download it again.</source>
        <translation>Laden Sie es noch einmal herunter.</translation>
    </message>
    <message>
        <source>Download it again; diffusers/stable-diffusion-xl-1.0-inpainting-0.1 fits.</source>
        <translation>Laden Sie es noch einmal herunter; diffusers/stable-diffusion-xl-1.0-inpainting-0.1 passt.</translation>
    </message>
    <message>
        <source>Download the checkpoint&apos;s files again.</source>
        <translation>Laden Sie die Dateien des Checkpoints noch einmal herunter.</translation>
    </message>
    <message>
        <source>Download the checkpoint&apos;s tokenizer.json and config.json again.</source>
        <translation>Laden Sie tokenizer.json und config.json des Checkpoints noch einmal herunter.</translation>
    </message>
    <message>
        <source>Download the file again.</source>
        <translation>Laden Sie die Datei noch einmal herunter.</translation>
    </message>
    <message>
        <source>Download the missing or changed files of the checkpoint again.</source>
        <translation>Laden Sie die fehlenden oder geänderten Dateien des Checkpoints noch einmal herunter.</translation>
    </message>
    <message>
        <source>Download these files again, or remove the checkpoint and add it anew.</source>
        <translation>Laden Sie diese Dateien noch einmal herunter, oder entfernen Sie den Checkpoint und fügen Sie ihn neu hinzu.</translation>
    </message>
    <message>
        <source>Drafting</source>
        <translation>Entwerfen</translation>
    </message>
    <message>
        <source>Draw fewer pictures at once, or compile with a larger --max-batch.</source>
        <translation>Zeichnen Sie weniger Bilder auf einmal, oder kompilieren Sie mit größerem --max-batch.</translation>
    </message>
    <message>
        <source>Drawing for the pool</source>
        <translation>Für den Vorrat zeichnen</translation>
    </message>
    <message>
        <source>English</source>
        <translation>English</translation>
    </message>
    <message>
        <source>Enlarging</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Erase it first: on the page of storage, or by `engine storage erase-former`.</source>
        <translation>Löschen Sie ihn zuerst: auf der Seite „Speicher“ oder mit `engine storage erase-former`.</translation>
    </message>
    <message>
        <source>The photo that scores came from is gone, so they come from a changed view of another.</source>
        <translation>Das Foto, von dem die Bewertungen kamen, fehlt; darum kommen sie von einer veränderten Ansicht eines anderen.</translation>
    </message>
    <message>
        <source>Everything is computed on the CPU, and a graphics driver in trouble is left alone.</source>
        <translation>Alles wird auf der CPU gerechnet; ein Grafiktreiber mit Problemen bleibt in Ruhe.</translation>
    </message>
    <message>
        <source>%1 It is kept all the same.</source>
        <translation>%1 Es wird trotzdem behalten.</translation>
    </message>
    <message>
        <source>%1 It says: %2</source>
        <translation>%1 Es sagt: %2</translation>
    </message>
    <message>
        <source>%1 and its manifest disagree about %2.</source>
        <translation>%1 und das Manifest dazu widersprechen sich bei %2.</translation>
    </message>
    <message>
        <source>%1 are no sizes of buffers.</source>
        <translation>%1 sind keine Puffergrößen.</translation>
    </message>
    <message>
        <source>%1 asks for “%2”.</source>
        <translation>%1 verlangt „%2“.</translation>
    </message>
    <message>
        <source>%1 builds only for the GPU of this machine.</source>
        <translation>%1 baut nur für die GPU dieses Rechners.</translation>
    </message>
    <message>
        <source>%1 cannot be compiled for %2.</source>
        <translation>%1 lässt sich nicht für %2 kompilieren.</translation>
    </message>
    <message>
        <source>%1 cannot be copied: %2.</source>
        <translation>%1 lässt sich nicht kopieren: %2.</translation>
    </message>
    <message>
        <source>%1 cannot be loaded: %2.</source>
        <translation>%1 lässt sich nicht laden: %2.</translation>
    </message>
    <message>
        <source>%1 cannot be opened.</source>
        <translation>%1 lässt sich nicht öffnen.</translation>
    </message>
    <message>
        <source>%1 cannot be read.</source>
        <translation>%1 lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>%1 lässt sich nicht lesen: %2.</translation>
    </message>
    <message>
        <source>%1 cannot be used.</source>
        <translation>%1 lässt sich nicht verwenden.</translation>
    </message>
    <message>
        <source>%1 cannot be used: %2.</source>
        <translation>%1 lässt sich nicht verwenden: %2.</translation>
    </message>
    <message>
        <source>%1 cannot be written.</source>
        <translation>%1 lässt sich nicht schreiben.</translation>
    </message>
    <message>
        <source>%1 cannot build %2: %3.</source>
        <translation>%1 kann %2 nicht bauen: %3.</translation>
    </message>
    <message>
        <source>%1 cannot build for compute capability %2.</source>
        <translation>%1 kann nicht für Compute Capability %2 bauen.</translation>
    </message>
    <message>
        <source>%1 cannot hold this picture.</source>
        <translation>%1 kann dieses Bild nicht aufnehmen.</translation>
    </message>
    <message>
        <source>%1 cannot name a checkpoint.</source>
        <translation>%1 ist kein Name für einen Checkpoint.</translation>
    </message>
    <message>
        <source>%1 cannot run here with %2: %3.</source>
        <translation>%1 läuft hier nicht mit %2: %3.</translation>
    </message>
    <message>
        <source>%1 cannot start: %2.</source>
        <translation>%1 startet nicht: %2.</translation>
    </message>
    <message>
        <source>%1 computes in %2, which needs a GPU.</source>
        <translation>%1 rechnet in %2, und das braucht eine GPU.</translation>
    </message>
    <message>
        <source>%1 does not describe a Chameleon model.</source>
        <translation>%1 beschreibt kein Chameleon-Modell.</translation>
    </message>
    <message>
        <source>%1 exists already.</source>
        <translation>%1 gibt es schon.</translation>
    </message>
    <message>
        <source>%1 failed its self-test and is not used: %2.</source>
        <translation>%1 hat den Selbsttest nicht bestanden und wird nicht verwendet: %2.</translation>
    </message>
    <message>
        <source>%1 files could not be read as pictures and were skipped.</source>
        <translation>%1 Dateien ließen sich nicht als Bilder lesen und wurden übersprungen.</translation>
    </message>
    <message>
        <source>%1 fine-tuning takes about %2 GB, and %3 GB are free. A soft prompt takes 1 MB beside the weights.</source>
        <translation>Die Feinabstimmung %1 braucht etwa %2 GB; %3 GB sind frei. Ein Soft Prompt braucht neben den Gewichten 1 MB.</translation>
    </message>
    <message>
        <source>%1 fine-tuning takes about %2 GB; %3 GB are free.</source>
        <translation>Die Feinabstimmung %1 braucht etwa %2 GB; %3 GB sind frei.</translation>
    </message>
    <message>
        <source>%1 has format %2; this version reads 1 to %3.</source>
        <translation>%1 hat das Format %2; diese Version liest 1 bis %3.</translation>
    </message>
    <message>
        <source>%1 has no %2 weights yet.</source>
        <translation>%1 hat noch keine %2-Gewichte.</translation>
    </message>
    <message>
        <source>%1 has no config.json.</source>
        <translation>In %1 fehlt config.json.</translation>
    </message>
    <message>
        <source>%1 has no model.safetensors.</source>
        <translation>In %1 fehlt model.safetensors.</translation>
    </message>
    <message>
        <source>%1 has no model_index.json.</source>
        <translation>In %1 fehlt model_index.json.</translation>
    </message>
    <message>
        <source>%1 has no question about %2.</source>
        <translation>In %1 steht keine Frage zu %2.</translation>
    </message>
    <message>
        <source>%1 has no tensor %2.</source>
        <translation>In %1 fehlt der Tensor %2.</translation>
    </message>
    <message>
        <source>%1 has settings that do not fit.</source>
        <translation>%1 enthält Einstellungen, die nicht zusammenpassen.</translation>
    </message>
    <message>
        <source>%1 has shape %2, not %3 rows</source>
        <translation>%1 hat die Form %2 statt %3 Zeilen</translation>
    </message>
    <message>
        <source>%1 has sizes that do not divide.</source>
        <translation>%1 enthält Größen, die sich nicht teilen lassen.</translation>
    </message>
    <message>
        <source>%1 has tiles that are no squares, or too small ones</source>
        <translation>%1 hat Kacheln, die nicht quadratisch oder zu klein sind</translation>
    </message>
    <message>
        <source>%1 holds %2, which is neither CLIP nor SigLIP.</source>
        <translation>In %1 liegt %2, und das ist weder CLIP noch SigLIP.</translation>
    </message>
    <message>
        <source>%1 holds no CLIP model.</source>
        <translation>In %1 liegt kein CLIP-Modell.</translation>
    </message>
    <message>
        <source>%1 holds no TensorRT plans.</source>
        <translation>In %1 liegen keine TensorRT-Pläne.</translation>
    </message>
    <message>
        <source>%1 holds no benchmark that can be read.</source>
        <translation>In %1 liegt kein Vergleich, der sich lesen lässt.</translation>
    </message>
    <message>
        <source>%1 holds no list of at most %2 questions.</source>
        <translation>In %1 steht keine Liste von höchstens %2 Fragen.</translation>
    </message>
    <message>
        <source>%1 holds no pictures.</source>
        <translation>In %1 sind keine Bilder.</translation>
    </message>
    <message>
        <source>%1 holds no quantized weights.</source>
        <translation>In %1 sind keine quantisierten Gewichte.</translation>
    </message>
    <message>
        <source>%1 holds no questions of two choices.</source>
        <translation>In %1 stehen keine Fragen mit zwei Antworten zur Wahl.</translation>
    </message>
    <message>
        <source>%1 holds no vision_model.onnx.</source>
        <translation>In %1 fehlt vision_model.onnx.</translation>
    </message>
    <message>
        <source>%1 holds too many pictures.</source>
        <translation>In %1 sind zu viele Bilder.</translation>
    </message>
    <message>
        <source>%1 holds values that are not finite</source>
        <translation>%1 enthält Werte, die nicht endlich sind</translation>
    </message>
    <message>
        <source>%1 hours</source>
        <translation>%1 Stunden</translation>
    </message>
    <message>
        <source>%1 is %2, not float32</source>
        <translation>%1 ist %2 statt float32</translation>
    </message>
    <message>
        <source>%1 is damaged or cut short.</source>
        <translation>%1 ist beschädigt oder unvollständig.</translation>
    </message>
    <message>
        <source>%1 is damaged or lacks a tensor.</source>
        <translation>%1 ist beschädigt, oder ein Tensor fehlt.</translation>
    </message>
    <message>
        <source>%1 is damaged.</source>
        <translation>%1 ist beschädigt.</translation>
    </message>
    <message>
        <source>%1 is damaged. It says which folder becomes %2.</source>
        <translation>%1 ist beschädigt. Die Datei sagt, welcher Ordner zu %2 wird.</translation>
    </message>
    <message>
        <source>%1 is damaged: %2 is not %3.</source>
        <translation>%1 ist beschädigt: %2 ist nicht %3.</translation>
    </message>
    <message>
        <source>%1 is damaged: %2.</source>
        <translation>%1 ist beschädigt: %2.</translation>
    </message>
    <message>
        <source>%1 is damaged: it cannot be read to its end.</source>
        <translation>%1 ist beschädigt: Die Datei lässt sich nicht bis zum Ende lesen.</translation>
    </message>
    <message>
        <source>%1 is damaged: it has %2 bytes, not %3.</source>
        <translation>%1 ist beschädigt: Die Datei hat %2 statt %3 Bytes.</translation>
    </message>
    <message>
        <source>%1 is damaged: it has no %2.</source>
        <translation>%1 ist beschädigt: %2 fehlt.</translation>
    </message>
    <message>
        <source>%1 is damaged: it has not the two tensors.</source>
        <translation>%1 ist beschädigt: Die beiden Tensoren fehlen.</translation>
    </message>
    <message>
        <source>%1 is damaged: it is cut short or torn.</source>
        <translation>%1 ist beschädigt: Die Datei ist unvollständig oder zerrissen.</translation>
    </message>
    <message>
        <source>%1 is damaged: it is cut short.</source>
        <translation>%1 ist beschädigt: Die Datei ist unvollständig.</translation>
    </message>
    <message>
        <source>%1 is damaged: it is not JSON.</source>
        <translation>%1 ist beschädigt: Es ist kein JSON.</translation>
    </message>
    <message>
        <source>%1 is damaged: it is not a table.</source>
        <translation>%1 ist beschädigt: Es ist keine Tabelle.</translation>
    </message>
    <message>
        <source>%1 is damaged: its checksum is wrong.</source>
        <translation>%1 ist beschädigt: Die Prüfsumme stimmt nicht.</translation>
    </message>
    <message>
        <source>%1 is empty.</source>
        <translation>%1 ist leer.</translation>
    </message>
    <message>
        <source>%1 is in use.</source>
        <translation>%1 wird gerade benutzt.</translation>
    </message>
    <message>
        <source>%1 is missing or unreadable.</source>
        <translation>%1 fehlt oder lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>%1 is neither on nor off.</source>
        <translation>%1 ist weder on noch off.</translation>
    </message>
    <message>
        <source>%1 is no JSON: %2.</source>
        <translation>%1 ist kein JSON: %2.</translation>
    </message>
    <message>
        <source>%1 is no backup of a library, or it is damaged.</source>
        <translation>%1 ist keine Sicherung einer Bibliothek oder ist beschädigt.</translation>
    </message>
    <message>
        <source>%1 is no list of concepts.</source>
        <translation>%1 ist keine Liste von Konzepten.</translation>
    </message>
    <message>
        <source>%1 is no number of %2.</source>
        <translation>%1 ist keine Zahl für %2.</translation>
    </message>
    <message>
        <source>%1 is no photo of “%2”.</source>
        <translation>%1 ist kein Foto von „%2“.</translation>
    </message>
    <message>
        <source>%1 is no sound pack.</source>
        <translation>%1 ist kein heiles Paket.</translation>
    </message>
    <message>
        <source>%1 is no upscaler that can be used: %2.</source>
        <translation>%1 ist kein Upscaler, der sich verwenden lässt: %2.</translation>
    </message>
    <message>
        <source>%1 is no vision network: it takes %2.</source>
        <translation>%1 ist kein Bildnetz: Es nimmt %2.</translation>
    </message>
    <message>
        <source>%1 is not a concept file.</source>
        <translation>%1 ist keine Konzeptdatei.</translation>
    </message>
    <message>
        <source>%1 is not a picture that can be read.</source>
        <translation>%1 ist kein Bild, das sich lesen lässt.</translation>
    </message>
    <message>
        <source>%1 is not a tokenizer we can read.</source>
        <translation>%1 ist kein Tokenizer, den wir lesen können.</translation>
    </message>
    <message>
        <source>%1 is not empty.</source>
        <translation>%1 ist nicht leer.</translation>
    </message>
    <message>
        <source>%1 is not in the form that its benchmark has.</source>
        <translation>%1 hat nicht die Form dieses Vergleichs.</translation>
    </message>
    <message>
        <source>%1 is not one picture of float32 (1, 3, height, width)</source>
        <translation>%1 ist nicht genau ein Bild in float32 (1, 3, Höhe, Breite)</translation>
    </message>
    <message>
        <source>%1 is not sound: %2</source>
        <translation>%1 ist nicht in Ordnung: %2</translation>
    </message>
    <message>
        <source>%1 is of another version.</source>
        <translation>%1 stammt aus einer anderen Version.</translation>
    </message>
    <message>
        <source>%1 is the folder itself, lies in it or holds it.</source>
        <translation>%1 ist der Ordner selbst, liegt in ihm oder enthält ihn.</translation>
    </message>
    <message>
        <source>%1 is there already, and is no compiled model.</source>
        <translation>%1 gibt es schon, und es ist kein kompiliertes Modell.</translation>
    </message>
    <message>
        <source>%1 is too far from the checkpoint: %2.</source>
        <translation>%1 weicht zu weit vom Checkpoint ab: %2.</translation>
    </message>
    <message>
        <source>%1 is too large for a concept file.</source>
        <translation>%1 ist zu groß für eine Konzeptdatei.</translation>
    </message>
    <message>
        <source>%1 is too large to be decoded.</source>
        <translation>%1 ist zu groß, um dekodiert zu werden.</translation>
    </message>
    <message>
        <source>%1 is too small: %2 × %3 pixels.</source>
        <translation>%1 ist zu klein: %2 × %3 Pixel.</translation>
    </message>
    <message>
        <source>%1 keeps “%2” elsewhere than here.</source>
        <translation>%1 hält „%2“ anderswo als hier.</translation>
    </message>
    <message>
        <source>%1 lacks %2.</source>
        <translation>In %1 fehlt %2.</translation>
    </message>
    <message>
        <source>%1 makes pictures %2 times as large.</source>
        <translation>%1 macht Bilder %2-mal so groß.</translation>
    </message>
    <message>
        <source>%1 minutes</source>
        <translation>%1 Minuten</translation>
    </message>
    <message>
        <source>%1 names %2, which is no safetensors file of this folder.</source>
        <translation>%1 nennt %2, und das ist keine safetensors-Datei dieses Ordners.</translation>
    </message>
    <message>
        <source>%1 names no concept, or one of them twice.</source>
        <translation>%1 nennt kein Konzept oder eines doppelt.</translation>
    </message>
    <message>
        <source>%1 of %2 parts are there already.</source>
        <translation>%1 von %2 Teilen sind schon da.</translation>
    </message>
    <message>
        <source>%1 of %2 photos: %3</source>
        <translation>%1 von %2 Fotos: %3</translation>
    </message>
    <message>
        <source>%1 of %2 pictures were drawn by another model and cannot be recovered with this one.</source>
        <translation>%1 von %2 Bildern hat ein anderes Modell gezeichnet; mit diesem lassen sie sich nicht wiederherstellen.</translation>
    </message>
    <message>
        <source>%1 of the photos were there twice and count once.</source>
        <translation>%1 der Fotos waren doppelt da und zählen einfach.</translation>
    </message>
    <message>
        <source>%1 photos take long; about ten good ones do as well.</source>
        <translation>%1 Fotos dauern lange; etwa zehn gute tun es auch.</translation>
    </message>
    <message>
        <source>%1 pictures are too many for one job.</source>
        <translation>%1 Bilder sind zu viele für einen Auftrag.</translation>
    </message>
    <message>
        <source>%1 pictures of the pool cannot be read any more and were left out.</source>
        <translation>%1 Bilder des Vorrats lassen sich nicht mehr lesen und wurden weggelassen.</translation>
    </message>
    <message>
        <source>%1 pictures&apos; ids begin with “%2”.</source>
        <translation>Die Kennungen von %1 Bildern beginnen mit „%2“.</translation>
    </message>
    <message>
        <source>%1 soft-prompt rows do not fit into %2 reserved ids.</source>
        <translation>%1 Soft-Prompt-Zeilen passen nicht in %2 reservierte Kennungen.</translation>
    </message>
    <message>
        <source>%1 stars cannot be given.</source>
        <translation>%1 Sterne lassen sich nicht vergeben.</translation>
    </message>
    <message>
        <source>%1 takes %2 MB, and the disk has not that much room.</source>
        <translation>%1 braucht %2 MB, und so viel Platz hat die Platte nicht.</translation>
    </message>
    <message>
        <source>%1 ties its embeddings; Chameleon&apos;s are separate.</source>
        <translation>%1 koppelt die Einbettungen; bei Chameleon sind sie getrennt.</translation>
    </message>
    <message>
        <source>%1 was compiled by a newer version.</source>
        <translation>%1 wurde mit einer neueren Version kompiliert.</translation>
    </message>
    <message>
        <source>%1 was compiled for %2, not for ONNX Runtime.</source>
        <translation>%1 wurde für %2 kompiliert, nicht für ONNX Runtime.</translation>
    </message>
    <message>
        <source>%1 was compiled from other weights (%2, not %3).</source>
        <translation>%1 wurde aus anderen Gewichten kompiliert (%2 statt %3).</translation>
    </message>
    <message>
        <source>%1 was made by a newer version of the app.</source>
        <translation>%1 wurde mit einer neueren Version des Programms gemacht.</translation>
    </message>
    <message>
        <source>%1 was made from another checkpoint.</source>
        <translation>%1 wurde aus einem anderen Checkpoint gemacht.</translation>
    </message>
    <message>
        <source>%1 was written by a newer version.</source>
        <translation>%1 wurde von einer neueren Version geschrieben.</translation>
    </message>
    <message>
        <source>%1 would take %2 GB, and the disk has not that much room.</source>
        <translation>%1 bräuchte %2 GB, und so viel Platz hat die Platte nicht.</translation>
    </message>
    <message>
        <source>0 or more</source>
        <translation>0 oder mehr</translation>
    </message>
    <message>
        <source>0 to %1; 0 is the paper&apos;s</source>
        <translation>0 bis %1; im Papier ist es 0</translation>
    </message>
    <message>
        <source>1 or a few</source>
        <translation>1 oder wenige</translation>
    </message>
    <message>
        <source>1 to 64; the paper uses 16</source>
        <translation>1 bis 64; im Papier sind es 16</translation>
    </message>
    <message>
        <source>A GPU of compute capability %1 cannot compute in %2: that takes %3.%4 or newer.</source>
        <translation>Eine GPU mit Compute Capability %1 kann nicht in %2 rechnen: Dazu braucht es %3.%4 oder neuer.</translation>
    </message>
    <message>
        <source>A copy needs %1 GB on the disk of %2, which has %3 GB left.</source>
        <translation>Eine Kopie braucht %1 GB auf der Platte von %2; dort sind %3 GB frei.</translation>
    </message>
    <message>
        <source>A file cannot be written: %1.</source>
        <translation>Eine Datei lässt sich nicht schreiben: %1.</translation>
    </message>
    <message>
        <source>A scale of %1 is not offered.</source>
        <translation>Eine Vergrößerung um %1 gibt es nicht.</translation>
    </message>
    <message>
        <source>A style has 1 to %1 characters.</source>
        <translation>Ein Stil hat 1 bis %1 Zeichen.</translation>
    </message>
    <message>
        <source>A window on this folder is open.</source>
        <translation>Ein Fenster mit diesem Ordner ist schon offen.</translation>
    </message>
    <message>
        <source>Add a photo with the head turned: it teaches more.</source>
        <translation>Nehmen Sie ein Foto mit gedrehtem Kopf hinzu: Es lehrt mehr.</translation>
    </message>
    <message>
        <source>An NVIDIA GPU is here, but this PyTorch cannot use it.</source>
        <translation>Hier ist eine NVIDIA-GPU, aber dieses PyTorch kann sie nicht benutzen.</translation>
    </message>
    <message>
        <source>Another export is writing in %1.</source>
        <translation>Ein anderer Export schreibt in %1.</translation>
    </message>
    <message>
        <source>As in all the others, the face is seen from the same side.</source>
        <translation>Wie auf allen anderen ist das Gesicht von derselben Seite zu sehen.</translation>
    </message>
    <message>
        <source>Ask for %1 at most.</source>
        <translation>Verlangen Sie höchstens %1.</translation>
    </message>
    <message>
        <source>Ask for a scale of %1.</source>
        <translation>Verlangen Sie eine Vergrößerung um %1.</translation>
    </message>
    <message>
        <source>Back up to another drive. Nothing was written, and an older file is as it was.</source>
        <translation>Sichern Sie auf einen anderen Datenträger. Es wurde nichts geschrieben, und eine ältere Datei ist, wie sie war.</translation>
    </message>
    <message>
        <source>Begin again what was running; all that was saved is there. If it happens again, update the GPU&apos;s driver, or choose the device cpu.</source>
        <translation>Starten Sie neu, was lief; alles, was gespeichert war, ist da. Wenn es wieder geschieht, erneuern Sie den Treiber der GPU, oder wählen Sie das Gerät cpu.</translation>
    </message>
    <message>
        <source>Begin again what was running; all that was saved is there. If it happens again, update the GPU&apos;s driver, or work without the GPU.</source>
        <translation>Starten Sie neu, was lief; alles, was gespeichert war, ist da. Wenn es wieder geschieht, erneuern Sie den Treiber der GPU, oder arbeiten Sie ohne die GPU.</translation>
    </message>
    <message>
        <source>Building %1</source>
        <translation>%1 bauen</translation>
    </message>
    <message>
        <source>Building the plan of %1 takes about %2 GB of memory; %3 GB are free.</source>
        <translation>Den Plan von %1 zu bauen braucht etwa %2 GB Arbeitsspeicher; %3 GB sind frei.</translation>
    </message>
    <message>
        <source>Building the plan of %1 takes about %2 GB of memory; %3 GB are free. That is more than is free: it may fail, or take very long.</source>
        <translation>Den Plan von %1 zu bauen braucht etwa %2 GB Arbeitsspeicher; %3 GB sind frei. Das ist mehr, als frei ist: Es kann misslingen oder sehr lange dauern.</translation>
    </message>
    <message>
        <source>Call that folder %1 yourself, then delete the file.</source>
        <translation>Nennen Sie diesen Ordner selbst %1, und löschen Sie dann die Datei.</translation>
    </message>
    <message>
        <source>Changed since %1 was added: %2.</source>
        <translation>Seit %1 hinzugefügt wurde, hat sich geändert: %2.</translation>
    </message>
    <message>
        <source>Checking the backup (MB)</source>
        <translation>Sicherung wird geprüft (MB)</translation>
    </message>
    <message>
        <source>Choose %1 or %2.</source>
        <translation>Wählen Sie %1 oder %2.</translation>
    </message>
    <message>
        <source>Choose %1.</source>
        <translation>Wählen Sie %1.</translation>
    </message>
    <message>
        <source>Choose a context of at most %1.</source>
        <translation>Wählen Sie einen Kontext von höchstens %1.</translation>
    </message>
    <message>
        <source>Choose a number from 1 to %1.</source>
        <translation>Wählen Sie eine Zahl von 1 bis %1.</translation>
    </message>
    <message>
        <source>Choose a photo of at least %1 pixels on each side.</source>
        <translation>Wählen Sie ein Foto mit mindestens %1 Pixeln auf jeder Seite.</translation>
    </message>
    <message>
        <source>Choose among %1.</source>
        <translation>Wählen Sie unter %1.</translation>
    </message>
    <message>
        <source>Choose one of %1.</source>
        <translation>Wählen Sie eines davon: %1.</translation>
    </message>
    <message>
        <source>Choose one of them: %1.</source>
        <translation>Wählen Sie eines davon: %1.</translation>
    </message>
    <message>
        <source>Choose the same model stored as safetensors files.</source>
        <translation>Wählen Sie dasselbe Modell in safetensors-Dateien.</translation>
    </message>
    <message>
        <source>Close it, or choose another folder with --data-dir.</source>
        <translation>Schließen Sie es, oder wählen Sie mit --data-dir einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Close other programs that use the GPU, or choose a smaller model.</source>
        <translation>Schließen Sie andere Programme, die die GPU benutzen, oder wählen Sie ein kleineres Modell.</translation>
    </message>
    <message>
        <source>Close other programs, or choose a smaller model or fewer pictures.</source>
        <translation>Schließen Sie andere Programme, oder wählen Sie ein kleineres Modell oder weniger Bilder.</translation>
    </message>
    <message>
        <source>Close other programs, or choose a smaller model. The engine starts again with the next job.</source>
        <translation>Schließen Sie andere Programme, oder wählen Sie ein kleineres Modell. Die Engine startet mit dem nächsten Auftrag neu.</translation>
    </message>
    <message>
        <source>Close other programs, then ask for it again. All that was saved is there.</source>
        <translation>Schließen Sie andere Programme, dann verlangen Sie es noch einmal. Alles, was gespeichert war, ist da.</translation>
    </message>
    <message>
        <source>Compile with --precision %1, which passes here, or keep this one with --accept.</source>
        <translation>Kompilieren Sie mit --precision %1, das hier besteht, oder behalten Sie dieses mit --accept.</translation>
    </message>
    <message>
        <source>Compile with a higher --precision, or keep this one with --accept.</source>
        <translation>Kompilieren Sie mit einer höheren --precision, oder behalten Sie dieses mit --accept.</translation>
    </message>
    <message>
        <source>Compiling needs %1 GB on the disk of %2, which has %3 GB left.</source>
        <translation>Das Kompilieren braucht %1 GB auf der Platte von %2; dort sind %3 GB frei.</translation>
    </message>
    <message>
        <source>Connect its drive. To begin anew in %1, delete moved.json there.</source>
        <translation>Schließen Sie das Laufwerk an. Um in %1 neu anzufangen, löschen Sie dort moved.json.</translation>
    </message>
    <message>
        <source>Correct %1, or delete it to return to the defaults.</source>
        <translation>Berichtigen Sie %1, oder löschen Sie die Datei, um zu den Vorgaben zurückzukehren.</translation>
    </message>
    <message>
        <source>Did you mean %1?</source>
        <translation>Meinten Sie %1?</translation>
    </message>
    <message>
        <source>Do it in the system&apos;s own menu; a program or another person may be in the way.</source>
        <translation>Tun Sie es im Menü des Systems; vielleicht ist ein Programm oder eine andere Person im Weg.</translation>
    </message>
    <message>
        <source>Examining</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Examining: %1</source>
        <translation>Prüfen: %1</translation>
    </message>
    <message>
        <source>Export it with its pooling, or with its projection.</source>
        <translation>Exportieren Sie es mit seiner Zusammenfassung oder seiner Projektion.</translation>
    </message>
    <message>
        <source>Export the vision half alone, with pixel_values as its only input.</source>
        <translation>Exportieren Sie nur die Bildhälfte, mit pixel_values als einziger Eingabe.</translation>
    </message>
    <message>
        <source>Exported pictures of people say that a model made them (IPTC: trained algorithmic media).</source>
        <translation>Exportierte Bilder von Menschen sagen, dass ein Modell sie gemacht hat (IPTC: trained algorithmic media).</translation>
    </message>
    <message>
        <source>Fine-tuning</source>
        <translation>Feinabstimmung</translation>
    </message>
    <message>
        <source>Fine-tuning ran away at iteration %1.</source>
        <translation>Die Feinabstimmung ist bei Durchlauf %1 entgleist.</translation>
    </message>
    <message>
        <source>Finish or discard it first.</source>
        <translation>Bringen Sie es zuerst zu Ende, oder verwerfen Sie es.</translation>
    </message>
    <message>
        <source>First run</source>
        <translation>Erster Start</translation>
    </message>
    <message>
        <source>Folder for a backup of the library, with your photos, in the first start of each week; the last four stay. Empty makes none.</source>
        <translation>Ordner, in den beim ersten Start jeder Woche die Bibliothek mit Ihren Fotos gesichert wird; die letzten vier bleiben. Leer: keine.</translation>
    </message>
    <message>
        <source>Folder of the one compiled model to use; empty looks at all beside the library.</source>
        <translation>Ordner des einen kompilierten Modells, das verwendet wird; leer sieht alle neben der Bibliothek an.</translation>
    </message>
    <message>
        <source>Folder with CLIP or SigLIP that tells which pictures look alike; empty is EffNet-Lite0.</source>
        <translation>Ordner mit CLIP oder SigLIP, das sagt, welche Bilder sich ähneln; leer ist EffNet-Lite0.</translation>
    </message>
    <message>
        <source>Folder with SAM that finds the subject of a photo; empty is U²-Net.</source>
        <translation>Ordner mit SAM, das den Gegenstand eines Fotos findet; leer ist U²-Net.</translation>
    </message>
    <message>
        <source>Folder with an SDXL inpainting model for augmentation; empty takes pool pictures.</source>
        <translation>Ordner mit einem SDXL-Ausmal-Modell zum Abwandeln; leer nimmt Bilder des Vorrats.</translation>
    </message>
    <message>
        <source>Free memory after</source>
        <translation>Speicher freigeben nach</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>Get this file again.</source>
        <translation>Beschaffen Sie diese Datei noch einmal.</translation>
    </message>
    <message>
        <source>Give 0 to 5.</source>
        <translation>Geben Sie 0 bis 5.</translation>
    </message>
    <message>
        <source>Give a prompt and a seed.</source>
        <translation>Geben Sie einen Prompt und einen Startwert.</translation>
    </message>
    <message>
        <source>Give another name, or remove the old one first.</source>
        <translation>Geben Sie einen anderen Namen, oder entfernen Sie zuerst den alten.</translation>
    </message>
    <message>
        <source>Give at least one photo.</source>
        <translation>Geben Sie mindestens ein Foto.</translation>
    </message>
    <message>
        <source>Give at least one that it was not learned from.</source>
        <translation>Geben Sie mindestens eines, aus dem nicht gelernt wurde.</translation>
    </message>
    <message>
        <source>Give at least one, and each larger than the one before.</source>
        <translation>Geben Sie mindestens eine, und jede größer als die vorige.</translation>
    </message>
    <message>
        <source>Give it away without photos, or back up the whole library.</source>
        <translation>Geben Sie es ohne Fotos weiter, oder sichern Sie die ganze Bibliothek.</translation>
    </message>
    <message>
        <source>Give more letters of its id.</source>
        <translation>Geben Sie mehr Zeichen seiner Kennung.</translation>
    </message>
    <message>
        <source>Give several pictures of each of many.</source>
        <translation>Geben Sie mehrere Bilder von jedem von vielen.</translation>
    </message>
    <message>
        <source>Give the concept a name, such as Bo.</source>
        <translation>Geben Sie dem Konzept einen Namen, etwa Bo.</translation>
    </message>
    <message>
        <source>Going on with the interrupted learning of “%1”.</source>
        <translation>Das unterbrochene Lernen von „%1“ geht weiter.</translation>
    </message>
    <message>
        <source>Half of the time</source>
        <translation>Die Hälfte der Zeit</translation>
    </message>
    <message>
        <source>Hashing</source>
        <translation>Prüfsummen bilden</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <source>How long the engine is without work before it gives its memory back.</source>
        <translation>Wie lange die Engine ohne Arbeit ist, bevor sie ihren Speicher zurückgibt.</translation>
    </message>
    <message>
        <source>I am this person, or they have agreed that I teach this app about them from these photos, on this computer. I will not use drawings to deceive or to harm anybody.</source>
        <translation>Ich bin dieser Mensch, oder er hat zugestimmt, dass ich diesem Programm auf diesem Rechner mit diesen Fotos etwas über ihn beibringe. Ich werde Zeichnungen nicht verwenden, um jemanden zu täuschen oder jemandem zu schaden.</translation>
    </message>
    <message>
        <source>If it happens again, copy the details and report them.</source>
        <translation>Wenn es wieder geschieht, kopieren Sie die Einzelheiten und melden Sie sie.</translation>
    </message>
    <message>
        <source>Importing</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>In a source checkout, `python3 dev.py demo --cuda` does.</source>
        <translation>In einem Quellordner tut es `python3 dev.py demo --cuda`.</translation>
    </message>
    <message>
        <source>In a studio</source>
        <translation>Im Studio</translation>
    </message>
    <message>
        <source>In the forest</source>
        <translation>Im Wald</translation>
    </message>
    <message>
        <source>In the snow</source>
        <translation>Im Schnee</translation>
    </message>
    <message>
        <source>Install %1, or `engine export`.</source>
        <translation>Installieren Sie %1, oder rufen Sie `engine export` auf.</translation>
    </message>
    <message>
        <source>Install Yo&apos;Chameleon again, or train it again with `python -m recipes.mini.drafter`.</source>
        <translation>Installieren Sie Yo&apos;Chameleon neu, oder trainieren Sie ihn neu mit `python -m recipes.mini.drafter`.</translation>
    </message>
    <message>
        <source>Install Yo&apos;Chameleon again; in a source checkout run `git checkout resources/models`.</source>
        <translation>Installieren Sie Yo&apos;Chameleon neu; in einem Quellordner rufen Sie `git checkout resources/models` auf.</translation>
    </message>
    <message>
        <source>Install a GPU driver and a CUDA build of PyTorch, or use another backend.</source>
        <translation>Installieren Sie einen GPU-Treiber und PyTorch mit CUDA, oder nehmen Sie ein anderes Backend.</translation>
    </message>
    <message>
        <source>Install it with `pip install &quot;yochameleon[cpu]&quot;`.</source>
        <translation>Installieren Sie es mit `pip install &quot;yochameleon[cpu]&quot;`.</translation>
    </message>
    <message>
        <source>Install it: `pip install diffusers`. Without it, pool pictures are used.</source>
        <translation>Installieren Sie es: `pip install diffusers`. Ohne es werden Bilder des Vorrats genommen.</translation>
    </message>
    <message>
        <source>Install it: `pip install usearch`.</source>
        <translation>Installieren Sie es: `pip install usearch`.</translation>
    </message>
    <message>
        <source>Install it: pip install onnx</source>
        <translation>Installieren Sie es: pip install onnx</translation>
    </message>
    <message>
        <source>Install one of them: pip install tensorrt-rtx-cu12, or NVIDIA&apos;s tensorrt for H100.</source>
        <translation>Installieren Sie eines davon: pip install tensorrt-rtx-cu12, oder NVIDIAs tensorrt für H100.</translation>
    </message>
    <message>
        <source>Install the build of PyTorch from https://download.pytorch.org/whl/%1, or choose the device cpu.</source>
        <translation>Installieren Sie das PyTorch von https://download.pytorch.org/whl/%1, oder wählen Sie das Gerät cpu.</translation>
    </message>
    <message>
        <source>It cannot be written.</source>
        <translation>Er lässt sich nicht beschreiben.</translation>
    </message>
    <message>
        <source>It has the most free memory.</source>
        <translation>Sie hat den meisten freien Speicher.</translation>
    </message>
    <message>
        <source>It is nearly the same as another photo.</source>
        <translation>Es ist fast dasselbe wie ein anderes Foto.</translation>
    </message>
    <message>
        <source>It is the only one.</source>
        <translation>Sie ist die einzige.</translation>
    </message>
    <message>
        <source>It lies in a folder that another program copies to the internet.</source>
        <translation>Er liegt in einem Ordner, den ein anderes Programm ins Internet kopiert.</translation>
    </message>
    <message>
        <source>It lies on a network drive: databases are slow and unsafe there.</source>
        <translation>Er liegt auf einem Netzlaufwerk: Datenbanken sind dort langsam und unsicher.</translation>
    </message>
    <message>
        <source>It runs on an NVIDIA GPU, and there is none here.</source>
        <translation>Es läuft auf einer NVIDIA-GPU, und hier gibt es keine.</translation>
    </message>
    <message>
        <source>It says where your library lies: write it anew.</source>
        <translation>Sie sagt, wo Ihre Bibliothek liegt: Schreiben Sie sie neu.</translation>
    </message>
    <message>
        <source>It seems to show something else than the other photos.</source>
        <translation>Es scheint etwas anderes zu zeigen als die übrigen Fotos.</translation>
    </message>
    <message>
        <source>It starts again with the next job. All that was saved is there.</source>
        <translation>Sie startet mit dem nächsten Auftrag neu. Alles, was gespeichert war, ist da.</translation>
    </message>
    <message>
        <source>It starts again with the next job. All that was saved is there. If it happens again, update the graphics driver.</source>
        <translation>Sie startet mit dem nächsten Auftrag neu. Alles, was gespeichert war, ist da. Wenn es wieder geschieht, erneuern Sie den Grafiktreiber.</translation>
    </message>
    <message>
        <source>It was never compared with PyTorch.</source>
        <translation>Es wurde nie mit PyTorch verglichen.</translation>
    </message>
    <message>
        <source>Its chat was deleted; begin another one.</source>
        <translation>Sein Chat wurde gelöscht; beginnen Sie einen anderen.</translation>
    </message>
    <message>
        <source>Its file system (FAT) keeps no permissions and loses files more easily.</source>
        <translation>Sein Dateisystem (FAT) kennt keine Rechte und verliert leichter Dateien.</translation>
    </message>
    <message>
        <source>Its makers have never run this backend on a GPU; the self-test decides.</source>
        <translation>Seine Macher haben dieses Backend nie auf einer GPU ausgeführt; der Selbsttest entscheidet.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Learn a concept first.</source>
        <translation>Lernen Sie zuerst ein Konzept.</translation>
    </message>
    <message>
        <source>Learn drawings too, or add pictures of other things.</source>
        <translation>Lernen Sie auch das Zeichnen, oder fügen Sie Bilder anderer Dinge hinzu.</translation>
    </message>
    <message>
        <source>Learn it again, at a lower learning rate.</source>
        <translation>Lernen Sie es noch einmal, mit kleinerer Lernrate.</translation>
    </message>
    <message>
        <source>Learning</source>
        <translation>Lernen</translation>
    </message>
    <message>
        <source>Learning ran away at step %1, again at half the rate.</source>
        <translation>Das Lernen ist bei Schritt %1 entgleist, auch mit der halben Lernrate.</translation>
    </message>
    <message>
        <source>Learning ran away at step %1. It goes back to step %2 and on at half the learning rate.</source>
        <translation>Das Lernen ist bei Schritt %1 entgleist. Es kehrt zu Schritt %2 zurück und geht mit der halben Lernrate weiter.</translation>
    </message>
    <message>
        <source>Leave it out if it does; keep it if it is only another view.</source>
        <translation>Lassen Sie es dann weg; behalten Sie es, wenn es nur eine andere Ansicht ist.</translation>
    </message>
    <message>
        <source>Leave it out of the name.</source>
        <translation>Lassen Sie es im Namen weg.</translation>
    </message>
    <message>
        <source>Leave one of the two out: another view teaches more.</source>
        <translation>Lassen Sie eines der beiden weg: Eine andere Ansicht lehrt mehr.</translation>
    </message>
    <message>
        <source>Let it go on to the end of its first epoch, or discard it.</source>
        <translation>Lassen Sie es bis zum Ende der ersten Epoche laufen, oder verwerfen Sie es.</translation>
    </message>
    <message>
        <source>Let it go on to the end of its first epoch.</source>
        <translation>Lassen Sie es bis zum Ende der ersten Epoche laufen.</translation>
    </message>
    <message>
        <source>Let other work end, then try again. Nothing was changed.</source>
        <translation>Lassen Sie andere Arbeit enden und versuchen Sie es noch einmal. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Light, dark, or with the strongest contrast.</source>
        <translation>Hell, dunkel oder mit dem stärksten Kontrast.</translation>
    </message>
    <message>
        <source>Like all the others, it shows nearly the same view.</source>
        <translation>Wie alle anderen zeigt es fast dieselbe Ansicht.</translation>
    </message>
    <message>
        <source>Long jobs rest while another program, such as a game, leaves less GPU memory free.</source>
        <translation>Lange Aufträge ruhen, solange ein anderes Programm, etwa ein Spiel, weniger GPU-Speicher frei lässt.</translation>
    </message>
    <message>
        <source>Long jobs work</source>
        <translation>Lange Aufträge arbeiten</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Look after the drive and make room, then try again.</source>
        <translation>Sehen Sie nach dem Laufwerk und schaffen Sie Platz, dann versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Look after the drive, then copy it again.</source>
        <translation>Sehen Sie nach dem Laufwerk, dann kopieren Sie noch einmal.</translation>
    </message>
    <message>
        <source>Look at `engine styles list`.</source>
        <translation>Sehen Sie in `engine styles list`.</translation>
    </message>
    <message>
        <source>Look at the list again, then erase it.</source>
        <translation>Sehen Sie die Liste noch einmal an und löschen Sie ihn dann.</translation>
    </message>
    <message>
        <source>Look at the list of albums.</source>
        <translation>Sehen Sie in die Liste der Alben.</translation>
    </message>
    <message>
        <source>Look at the list of chats.</source>
        <translation>Sehen Sie in die Liste der Chats.</translation>
    </message>
    <message>
        <source>Look at the list of concepts.</source>
        <translation>Sehen Sie in die Liste der Konzepte.</translation>
    </message>
    <message>
        <source>Look at the list of folders.</source>
        <translation>Sehen Sie in der Liste der Ordner nach.</translation>
    </message>
    <message>
        <source>Look at the list of them.</source>
        <translation>Sehen Sie in die Liste.</translation>
    </message>
    <message>
        <source>Look at the list, and give more of the id.</source>
        <translation>Sehen Sie in die Liste, und geben Sie mehr von der Kennung.</translation>
    </message>
    <message>
        <source>Looking at faces</source>
        <translation>Gesichter ansehen</translation>
    </message>
    <message>
        <source>Looking at photos</source>
        <translation>Fotos ansehen</translation>
    </message>
    <message>
        <source>Looking at pictures</source>
        <translation>Bilder ansehen</translation>
    </message>
    <message>
        <source>Looking at the model</source>
        <translation>Modell ansehen</translation>
    </message>
    <message>
        <source>Looking at the pool</source>
        <translation>Vorrat ansehen</translation>
    </message>
    <message>
        <source>Looking at this computer</source>
        <translation>Rechner ansehen</translation>
    </message>
    <message>
        <source>Lower the rate.</source>
        <translation>Verkleinern Sie die Rate.</translation>
    </message>
    <message>
        <source>Make it smaller than %1 megapixels.</source>
        <translation>Verkleinern Sie es auf weniger als %1 Megapixel.</translation>
    </message>
    <message>
        <source>Make room and allow writing there, and wait for other programs that use it.</source>
        <translation>Schaffen Sie Platz, erlauben Sie dort das Schreiben, und warten Sie auf andere Programme, die ihn benutzen.</translation>
    </message>
    <message>
        <source>Make room and allow writing there, or choose another folder.</source>
        <translation>Schaffen Sie Platz und erlauben Sie dort das Schreiben, oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Make room and allow writing there, or set YOCHAMELEON_HOME to another folder.</source>
        <translation>Schaffen Sie Platz und erlauben Sie dort das Schreiben, oder setzen Sie YOCHAMELEON_HOME auf einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Make room on the disk of %1.</source>
        <translation>Schaffen Sie Platz auf der Platte von %1.</translation>
    </message>
    <message>
        <source>Make room there, choose another folder, or leave the photos out.</source>
        <translation>Schaffen Sie dort Platz, wählen Sie einen anderen Ordner oder lassen Sie die Fotos weg.</translation>
    </message>
    <message>
        <source>Make room there, or choose another disk.</source>
        <translation>Schaffen Sie dort Platz oder wählen Sie eine andere Platte.</translation>
    </message>
    <message>
        <source>Make room there. All that was saved can still be read.</source>
        <translation>Schaffen Sie dort Platz. Alles, was gesichert wurde, kann weiter gelesen werden.</translation>
    </message>
    <message>
        <source>Make room, choose another disk with --out, or a smaller --precision.</source>
        <translation>Schaffen Sie Platz, wählen Sie mit --out eine andere Platte oder ein kleineres --precision.</translation>
    </message>
    <message>
        <source>Make room, or choose a smaller pack.</source>
        <translation>Schaffen Sie Platz, oder wählen Sie ein kleineres Paket.</translation>
    </message>
    <message>
        <source>Make room, or use the files where they are.</source>
        <translation>Schaffen Sie Platz, oder verwenden Sie die Dateien dort, wo sie liegen.</translation>
    </message>
    <message>
        <source>Make the notes shorter.</source>
        <translation>Kürzen Sie die Notizen.</translation>
    </message>
    <message>
        <source>Make them: `engine export %1 --precision %2`.</source>
        <translation>Machen Sie sie: `engine export %1 --precision %2`.</translation>
    </message>
    <message>
        <source>Make way on the GPU</source>
        <translation>Auf der GPU Platz machen</translation>
    </message>
    <message>
        <source>Mark pictures of people</source>
        <translation>Bilder von Menschen kennzeichnen</translation>
    </message>
    <message>
        <source>Measuring</source>
        <translation>Messen</translation>
    </message>
    <message>
        <source>Measuring how pictures are drawn fastest</source>
        <translation>Messen, wie Bilder am schnellsten gezeichnet werden</translation>
    </message>
    <message>
        <source>Memory ran out, so half as much is read at once from now.</source>
        <translation>Der Arbeitsspeicher reichte nicht; von jetzt an wird halb so viel auf einmal gelesen.</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Move it away, or choose another folder with --out.</source>
        <translation>Räumen Sie es weg, oder wählen Sie mit --out einen anderen Ordner.</translation>
    </message>
    <message>
        <source>NVIDIA GPU</source>
        <translation>NVIDIA-GPU</translation>
    </message>
    <message>
        <source>Name a concept to draw.</source>
        <translation>Nennen Sie ein Konzept zum Zeichnen.</translation>
    </message>
    <message>
        <source>Name a concept.</source>
        <translation>Nennen Sie ein Konzept.</translation>
    </message>
    <message>
        <source>Name a folder with config.json, model.safetensors and its tokenizer.</source>
        <translation>Nennen Sie einen Ordner mit config.json, model.safetensors und Tokenizer.</translation>
    </message>
    <message>
        <source>Name a folder with photos.</source>
        <translation>Nennen Sie einen Ordner mit Fotos.</translation>
    </message>
    <message>
        <source>Name a folder with pope/, mmlu/, mmbench.tsv or textvqa/ in it.</source>
        <translation>Nennen Sie einen Ordner mit pope/, mmlu/, mmbench.tsv oder textvqa/ darin.</translation>
    </message>
    <message>
        <source>Name at least one concept.</source>
        <translation>Nennen Sie mindestens ein Konzept.</translation>
    </message>
    <message>
        <source>Name each of them once.</source>
        <translation>Nennen Sie jedes einmal.</translation>
    </message>
    <message>
        <source>Name no compute capabilities, or install TensorRT-RTX.</source>
        <translation>Nennen Sie keine Rechenfähigkeiten, oder installieren Sie TensorRT-RTX.</translation>
    </message>
    <message>
        <source>Only a concept has versions.</source>
        <translation>Nur ein Konzept hat Versionen.</translation>
    </message>
    <message>
        <source>Restore a whole backup, which sets this library aside; or move %1 elsewhere and import the .concept files in it. `engine library bring-back before-update` goes back to before the app was updated.</source>
        <translation>Stellen Sie eine ganze Sicherung wieder her, wobei diese Bibliothek beiseitegelegt wird; oder verschieben Sie %1 anderswohin und importieren Sie die .concept-Dateien darin. `engine library bring-back before-update` kehrt zu dem Stand vor der Aktualisierung der App zurück.</translation>
    </message>
    <message>
        <source>Something came into the former folder since its files were listed.</source>
        <translation>In den früheren Ordner ist etwas hinzugekommen, seit seine Dateien gelistet wurden.</translation>
    </message>
    <message>
        <source>The GPU stopped answering, and the engine was restarted.</source>
        <translation>Die GPU hat angehalten und antwortet nicht mehr; die Engine wurde neu gestartet.</translation>
    </message>
    <message>
        <source>The GPU stopped answering.</source>
        <translation>Die GPU hat angehalten und antwortet nicht mehr.</translation>
    </message>
    <message>
        <source>The GPU&apos;s driver %1 is too old for the CUDA %2 of this PyTorch: that takes %3 or newer.</source>
        <translation>Der Treiber %1 der GPU ist zu alt für das CUDA %2 dieses PyTorch: Dazu braucht es %3 oder neuer.</translation>
    </message>
    <message>
        <source>The base model was never taught to refuse pictures that hurt people. What it draws of a person may be wrong, unkind or indecent: look before you share.</source>
        <translation>Dem Basismodell wurde nie beigebracht, verletzende Bilder von Menschen abzulehnen. Was es von einem Menschen zeichnet, kann falsch, unfreundlich oder anstößig sein: Sehen Sie hin, bevor Sie es teilen.</translation>
    </message>
    <message>
        <source>The drive of %1 gave back something else than was written.</source>
        <translation>Der Datenträger von %1 hat etwas anderes zurückgegeben, als geschrieben wurde.</translation>
    </message>
    <message>
        <source>The list in use opens, or none is kept from before an update.</source>
        <translation>Die benutzte Liste lässt sich öffnen, oder es ist keine von vor einer Aktualisierung da.</translation>
    </message>
    <message>
        <source>The networks that look at faces are missing or damaged: whether each photo shows one face, and the same one, was not checked.</source>
        <translation>Die Netze, die Gesichter ansehen, fehlen oder sind beschädigt: Ob jedes Foto ein Gesicht zeigt, und alle dasselbe, wurde nicht geprüft.</translation>
    </message>
    <message>
        <source>The setting %1 cannot be %2.</source>
        <translation>Für die Einstellung %1 ist %2 nicht möglich.</translation>
    </message>
    <message>
        <source>There is not enough free GPU memory for this.</source>
        <translation>Dafür ist nicht genug GPU-Speicher frei.</translation>
    </message>
    <message>
        <source>There is nothing to go back to.</source>
        <translation>Es gibt nichts, wohin man zurückkehren könnte.</translation>
    </message>
    <message>
        <source>This PyTorch was built for %1; the GPU is %2.</source>
        <translation>Dieses PyTorch wurde für %1 gebaut; die GPU ist %2.</translation>
    </message>
    <message>
        <source>This PyTorch was built without CUDA.</source>
        <translation>Dieses PyTorch wurde ohne CUDA gebaut.</translation>
    </message>
    <message>
        <source>This command installs the build that fits.</source>
        <translation>Dieser Befehl installiert das passende.</translation>
    </message>
    <message>
        <source>This program, the GPU and its driver do not fit each other.</source>
        <translation>Dieses Programm, die GPU und ihr Treiber passen nicht zueinander.</translation>
    </message>
    <message>
        <source>Update the app, or set YOCHAMELEON_HOME to another folder. `engine library bring-back before-update` goes back to before the app was updated.</source>
        <translation>Aktualisieren Sie die App, oder setzen Sie YOCHAMELEON_HOME auf einen anderen Ordner. `engine library bring-back before-update` kehrt zu dem Stand vor der Aktualisierung der App zurück.</translation>
    </message>
    <message>
        <source>Whether the photos show the same person was not checked: three of them must show a face.</source>
        <translation>Ob die Fotos denselben Menschen zeigen, wurde nicht geprüft: Auf dreien von ihnen muss ein Gesicht zu sehen sein.</translation>
    </message>
    <message>
        <source>image decoder</source>
        <translation>Bilddekoder</translation>
    </message>
    <message>
        <source>image encoder</source>
        <translation>Bildkodierer</translation>
    </message>
    <message>
        <source>it cannot be opened</source>
        <translation>Er lässt sich nicht öffnen</translation>
    </message>
    <message>
        <source>it does not make a picture 2 or 4 times as large</source>
        <translation>Er macht ein Bild nicht 2- oder 4-mal so groß</translation>
    </message>
    <message>
        <source>it failed its self-test: %1.</source>
        <translation>Es hat den Selbsttest nicht bestanden: %1.</translation>
    </message>
    <message>
        <source>it has more than one input or output</source>
        <translation>Er hat mehr als einen Eingang oder Ausgang</translation>
    </message>
    <message>
        <source>it has opset %1; %2 to %3 are read</source>
        <translation>Er hat Opset %1; gelesen werden %2 bis %3</translation>
    </message>
    <message>
        <source>it is larger than %1 MB</source>
        <translation>Er ist größer als %1 MB</translation>
    </message>
    <message>
        <source>it is no ONNX file</source>
        <translation>Es ist keine ONNX-Datei</translation>
    </message>
    <message>
        <source>it needs operators of %1</source>
        <translation>Er braucht Operatoren von %1</translation>
    </message>
    <message>
        <source>it stops with an error</source>
        <translation>Er hält mit einem Fehler an</translation>
    </message>
    <message>
        <source>it was never compared with PyTorch.</source>
        <translation>Es wurde nie mit PyTorch verglichen.</translation>
    </message>
    <message>
        <source>its %1 is %2</source>
        <translation>%1 ist darin %2</translation>
    </message>
    <message>
        <source>its kind is %1</source>
        <translation>Die Art ist %1</translation>
    </message>
    <message>
        <source>its layout is %1</source>
        <translation>Der Aufbau ist %1</translation>
    </message>
    <message>
        <source>its logits are off by %1 of their spread</source>
        <translation>Seine Logits liegen um %1 ihrer Streuung daneben</translation>
    </message>
    <message>
        <source>its numbers are out of range</source>
        <translation>Zahlen liegen außerhalb des Erlaubten</translation>
    </message>
    <message>
        <source>its scores are not numbers</source>
        <translation>Die Bewertungen sind keine Zahlen</translation>
    </message>
    <message>
        <source>its training facts are not plain</source>
        <translation>Die Angaben zum Lernen sind nicht schlicht</translation>
    </message>
    <message>
        <source>its training facts or scores are no table</source>
        <translation>Die Angaben zum Lernen oder die Bewertungen sind keine Tabelle</translation>
    </message>
    <message>
        <source>latent tokens</source>
        <translation>latente Token</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>no NVIDIA GPU with its driver is here.</source>
        <translation>Hier ist keine NVIDIA-GPU mit ihrem Treiber.</translation>
    </message>
    <message>
        <source>no reason is given</source>
        <translation>Ein Grund wird nicht genannt</translation>
    </message>
    <message>
        <source>number of rows</source>
        <translation>Zahl der Zeilen</translation>
    </message>
    <message>
        <source>one of %1</source>
        <translation>eines von %1</translation>
    </message>
    <message>
        <source>only %1 of %2 greedy tokens are PyTorch&apos;s</source>
        <translation>Nur %1 von %2 Greedy-Token sind die von PyTorch</translation>
    </message>
    <message>
        <source>only %1 of a picture&apos;s codes are PyTorch&apos;s</source>
        <translation>Nur %1 der Codes eines Bildes sind die von PyTorch</translation>
    </message>
    <message>
        <source>plan of the %1</source>
        <translation>Plan: %1</translation>
    </message>
    <message>
        <source>plan of the %1 for %2 positions</source>
        <translation>Plan: %1 für %2 Positionen</translation>
    </message>
    <message>
        <source>prefix has %1 positions</source>
        <translation>Das Präfix hat %1 Positionen</translation>
    </message>
    <message>
        <source>prefix has shape %1, not keys and values of layers</source>
        <translation>Das Präfix hat die Form %1 statt Schlüsseln und Werten von Schichten</translation>
    </message>
    <message>
        <source>prefix holds values that are not finite</source>
        <translation>Das Präfix enthält Werte, die nicht endlich sind</translation>
    </message>
    <message>
        <source>prefix is %1, not float32</source>
        <translation>Das Präfix ist %1 statt float32</translation>
    </message>
    <message>
        <source>prefix positions</source>
        <translation>Präfixpositionen</translation>
    </message>
    <message>
        <source>prefix rate</source>
        <translation>Präfixrate</translation>
    </message>
    <message>
        <source>signal %1</source>
        <translation>Signal %1</translation>
    </message>
    <message>
        <source>the CPU was asked for</source>
        <translation>der Prozessor wurde verlangt</translation>
    </message>
    <message>
        <source>the weights in %1 bits</source>
        <translation>die Gewichte in %1 Bit</translation>
    </message>
    <message>
        <source>there is none yet</source>
        <translation>es gibt noch keine</translation>
    </message>
    <message>
        <source>this ONNX Runtime was built without CUDA.</source>
        <translation>Diese ONNX Runtime wurde ohne CUDA gebaut.</translation>
    </message>
    <message>
        <source>token spacing</source>
        <translation>Abstand der Token</translation>
    </message>
    <message>
        <source>variant</source>
        <translation>Variante</translation>
    </message>
    <message>
        <source>weights and numbers of rows</source>
        <translation>Gewichte und Zeilenzahlen</translation>
    </message>
    <message>
        <source>“%1” cannot be kept: %2.</source>
        <translation>„%1“ lässt sich nicht behalten: %2.</translation>
    </message>
    <message>
        <source>“%1” has a learning that is not finished.</source>
        <translation>Zu „%1“ gibt es ein Lernen, das nicht zu Ende ist.</translation>
    </message>
    <message>
        <source>“%1” has no photos here, so nothing can be compared with it.</source>
        <translation>„%1“ hat hier keine Fotos; darum lässt sich nichts damit vergleichen.</translation>
    </message>
    <message>
        <source>“%1” has no photos here.</source>
        <translation>„%1“ hat hier keine Fotos.</translation>
    </message>
    <message>
        <source>“%1” has no version %2.</source>
        <translation>„%1“ hat keine Version %2.</translation>
    </message>
    <message>
        <source>“%1” is a deep concept, which is used alone.</source>
        <translation>„%1“ ist ein tiefes Konzept, das allein verwendet wird.</translation>
    </message>
    <message>
        <source>“%1” is not named in the text, but was introduced all the same.</source>
        <translation>„%1“ wird im Text nicht genannt, wurde aber trotzdem vorgestellt.</translation>
    </message>
    <message>
        <source>“%1” is punctuation only.</source>
        <translation>„%1“ besteht nur aus Satzzeichen.</translation>
    </message>
    <message>
        <source>“%1” is taken.</source>
        <translation>„%1“ ist vergeben.</translation>
    </message>
    <message>
        <source>“%1” was learned as %2, and cannot go on as %3.</source>
        <translation>„%1“ wurde als %2 gelernt und kann nicht als %3 weitergehen.</translation>
    </message>
    <message>
        <source>“%1” was learned on another model: its fingerprint is %2, and this model&apos;s is %3.</source>
        <translation>„%1“ wurde auf einem anderen Modell gelernt: Dessen Fingerabdruck ist %2, der dieses Modells %3.</translation>
    </message>
    <message>
        <source>“%1” with its photos is too large for one file.</source>
        <translation>„%1“ ist mit seinen Fotos zu groß für eine Datei.</translation>
    </message>
    <message>
        <source>Name the sources to learn with: `engine learn --pool TITLE`.</source>
        <translation>Nennen Sie die Quellen zum Lernen: `engine learn --pool TITEL`.</translation>
    </message>
    <message>
        <source>Name two of them.</source>
        <translation>Nennen Sie zwei.</translation>
    </message>
    <message>
        <source>Neither TensorRT-RTX nor TensorRT is installed.</source>
        <translation>Weder TensorRT-RTX noch TensorRT ist installiert.</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>Never by itself</source>
        <translation>Nie von selbst</translation>
    </message>
    <message>
        <source>No face is seen.</source>
        <translation>Es ist kein Gesicht zu sehen.</translation>
    </message>
    <message>
        <source>No former folder is left.</source>
        <translation>Kein früherer Ordner ist übrig.</translation>
    </message>
    <message>
        <source>No individual is shown twice.</source>
        <translation>Niemand ist zweimal zu sehen.</translation>
    </message>
    <message>
        <source>No licence text lies in this folder.

Chameleon&apos;s and Anole&apos;s weights are under the Chameleon Research License, whatever label a copy carries: for research only, no commercial use, and this extends to what they draw and write. Where you obtained the weights, their licence can be read. By going on you confirm that you have read it and keep to it.</source>
        <translation>In diesem Ordner liegt kein Lizenztext.

Die Gewichte von Chameleon und Anole stehen unter der Chameleon Research License, wie auch immer eine Kopie bezeichnet ist: nur für Forschung, keine gewerbliche Nutzung, und das gilt auch für alles, was sie zeichnen und schreiben. Wo Sie die Gewichte beschafft haben, ist ihre Lizenz zu lesen. Wenn Sie fortfahren, bestätigen Sie, dass Sie sie gelesen haben und einhalten.</translation>
    </message>
    <message>
        <source>No photo was given.</source>
        <translation>Es wurde kein Foto gegeben.</translation>
    </message>
    <message>
        <source>No photo was held out, so all figures are about photos that it knows.</source>
        <translation>Kein Foto wurde zurückgehalten; alle Zahlen betreffen bekannte Fotos.</translation>
    </message>
    <message>
        <source>None of these concepts could be learned.</source>
        <translation>Keines dieser Konzepte konnte gelernt werden.</translation>
    </message>
    <message>
        <source>Nothing can be read at once.</source>
        <translation>Nichts kann auf einmal gelesen werden.</translation>
    </message>
    <message>
        <source>Nothing needs to be done: your library is safe.</source>
        <translation>Es ist nichts zu tun: Ihre Bibliothek ist sicher.</translation>
    </message>
    <message>
        <source>Nothing slides or fades.</source>
        <translation>Nichts gleitet oder blendet über.</translation>
    </message>
    <message>
        <source>Nothing stands out in this photo.</source>
        <translation>Auf diesem Foto hebt sich nichts ab.</translation>
    </message>
    <message>
        <source>Nothing was learned yet that could be kept.</source>
        <translation>Es wurde noch nichts gelernt, was sich behalten ließe.</translation>
    </message>
    <message>
        <source>Nothing was learned yet that could be tried.</source>
        <translation>Es wurde noch nichts gelernt, was sich ausprobieren ließe.</translation>
    </message>
    <message>
        <source>Notify at the end</source>
        <translation>Am Ende benachrichtigen</translation>
    </message>
    <message>
        <source>ONNX Runtime</source>
        <translation>ONNX Runtime</translation>
    </message>
    <message>
        <source>ONNX Runtime could not start CUDA here.</source>
        <translation>ONNX Runtime konnte CUDA hier nicht starten.</translation>
    </message>
    <message>
        <source>ONNX Runtime is not installed.</source>
        <translation>ONNX Runtime ist nicht installiert.</translation>
    </message>
    <message>
        <source>ONNX Runtime ran out of memory.</source>
        <translation>ONNX Runtime ging der Arbeitsspeicher aus.</translation>
    </message>
    <message>
        <source>Obtain both files again, from one place.</source>
        <translation>Besorgen Sie beide Dateien noch einmal, von einer Stelle.</translation>
    </message>
    <message>
        <source>Obtain model.safetensors.index.json and config.json again.</source>
        <translation>Besorgen Sie model.safetensors.index.json und config.json noch einmal.</translation>
    </message>
    <message>
        <source>Obtain this file again from where the checkpoint came from.</source>
        <translation>Besorgen Sie diese Datei noch einmal dort, woher der Checkpoint kam.</translation>
    </message>
    <message>
        <source>On the beach</source>
        <translation>Am Strand</translation>
    </message>
    <message>
        <source>One of the new photos is kept back from learning: scores come from it.</source>
        <translation>Eines der neuen Fotos bleibt vom Lernen ausgenommen: Von ihm kommen die Bewertungen.</translation>
    </message>
    <message>
        <source>One photo is little to learn from; three or more from several sides do best.</source>
        <translation>Ein Foto ist wenig zum Lernen; drei oder mehr von mehreren Seiten sind am besten.</translation>
    </message>
    <message>
        <source>Only TensorRT can leave weights in the computer&apos;s memory.</source>
        <translation>Nur TensorRT kann Gewichte im Speicher des Rechners lassen.</translation>
    </message>
    <message>
        <source>Only styles of your own can be removed.</source>
        <translation>Nur eigene Stile lassen sich entfernen.</translation>
    </message>
    <message>
        <source>Opening the model</source>
        <translation>Modell öffnen</translation>
    </message>
    <message>
        <source>Painting backgrounds needs the package diffusers.</source>
        <translation>Um Hintergründe zu malen, braucht es das Paket diffusers.</translation>
    </message>
    <message>
        <source>Pencil drawing</source>
        <translation>Bleistiftzeichnung</translation>
    </message>
    <message>
        <source>Picture embedder</source>
        <translation>Bildvergleicher</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Preparing concepts</source>
        <translation>Konzepte vorbereiten</translation>
    </message>
    <message>
        <source>PyTorch</source>
        <translation>PyTorch</translation>
    </message>
    <message>
        <source>PyTorch sees no NVIDIA GPU here, and TensorRT runs on nothing else.</source>
        <translation>PyTorch sieht hier keine NVIDIA-GPU, und TensorRT läuft auf nichts anderem.</translation>
    </message>
    <message>
        <source>PyTorch sees no NVIDIA GPU here.</source>
        <translation>PyTorch sieht hier keine NVIDIA-GPU.</translation>
    </message>
    <message>
        <source>Quantizing the weights</source>
        <translation>Gewichte quantisieren</translation>
    </message>
    <message>
        <source>Read it again, and accept it if you agree.</source>
        <translation>Lesen Sie sie noch einmal, und nehmen Sie sie an, wenn Sie einverstanden sind.</translation>
    </message>
    <message>
        <source>Reading photos</source>
        <translation>Fotos lesen</translation>
    </message>
    <message>
        <source>Reading pictures</source>
        <translation>Bilder lesen</translation>
    </message>
    <message>
        <source>Reading the files</source>
        <translation>Dateien lesen</translation>
    </message>
    <message>
        <source>Reading the reference</source>
        <translation>Vergleichsfassung lesen</translation>
    </message>
    <message>
        <source>Recipe in exported pictures</source>
        <translation>Rezept in exportierten Bildern</translation>
    </message>
    <message>
        <source>Recognising</source>
        <translation>Wiedererkennen</translation>
    </message>
    <message>
        <source>Recovering</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Reduce motion</source>
        <translation>Bewegung vermindern</translation>
    </message>
    <message>
        <source>Remove its source with `engine pool remove`, and add it again.</source>
        <translation>Entfernen Sie seine Quelle mit `engine pool remove`, und fügen Sie sie neu hinzu.</translation>
    </message>
    <message>
        <source>Remove that one, or give the file another name.</source>
        <translation>Entfernen Sie diesen, oder geben Sie der Datei einen anderen Namen.</translation>
    </message>
    <message>
        <source>Rename one of them first.</source>
        <translation>Benennen Sie zuerst eines davon um.</translation>
    </message>
    <message>
        <source>Replace onnxruntime by onnxruntime-gpu, with CUDA and cuDNN of the versions it asks for; or use the device cpu.</source>
        <translation>Ersetzen Sie onnxruntime durch onnxruntime-gpu, mit CUDA und cuDNN in den verlangten Fassungen; oder nehmen Sie das Gerät cpu.</translation>
    </message>
    <message>
        <source>Restore it, or delete it to use the pictures alone.</source>
        <translation>Stellen Sie es wieder her, oder löschen Sie es, um nur die Bilder zu verwenden.</translation>
    </message>
    <message>
        <source>Restoring (MB)</source>
        <translation>Wiederherstellen (MB)</translation>
    </message>
    <message>
        <source>Say --replace: it is set aside as it is, not lost. Or set YOCHAMELEON_HOME to another folder.</source>
        <translation>Geben Sie --replace an: Sie wird unverändert beiseitegelegt und geht nicht verloren. Oder setzen Sie YOCHAMELEON_HOME auf einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Scoring</source>
        <translation>Bewerten</translation>
    </message>
    <message>
        <source>Segmenter</source>
        <translation>Ausschneider</translation>
    </message>
    <message>
        <source>Set YOCHAMELEON_HOME to a folder where you may write.</source>
        <translation>Setzen Sie YOCHAMELEON_HOME auf einen Ordner, in dem Sie schreiben dürfen.</translation>
    </message>
    <message>
        <source>Several concepts at once are experimental: they were learned one by one.</source>
        <translation>Mehrere Konzepte zugleich sind ein Versuch: Sie wurden einzeln gelernt.</translation>
    </message>
    <message>
        <source>Several faces are seen.</source>
        <translation>Es sind mehrere Gesichter zu sehen.</translation>
    </message>
    <message>
        <source>Something was erased from the library while it was backed up.</source>
        <translation>Während der Sicherung wurde etwas aus der Bibliothek gelöscht.</translation>
    </message>
    <message>
        <source>Something was written into the folder while it was copied.</source>
        <translation>In den Ordner wurde geschrieben, während er kopiert wurde.</translation>
    </message>
    <message>
        <source>Stay awake</source>
        <translation>Wach bleiben</translation>
    </message>
    <message>
        <source>Take it out of the chat, or add another one.</source>
        <translation>Nehmen Sie es aus dem Chat, oder fügen Sie ein anderes hinzu.</translation>
    </message>
    <message>
        <source>Teach it more with photos of it.</source>
        <translation>Lernen Sie es mit Fotos weiter an.</translation>
    </message>
    <message>
        <source>TensorRT</source>
        <translation>TensorRT</translation>
    </message>
    <message>
        <source>Testing the compiled model</source>
        <translation>Kompiliertes Modell erproben</translation>
    </message>
    <message>
        <source>The GPU where there is one</source>
        <translation>Die GPU, wo es eine gibt</translation>
    </message>
    <message>
        <source>The GPU&apos;s memory is full.</source>
        <translation>Der Speicher der GPU ist voll.</translation>
    </message>
    <message>
        <source>The base model said nothing about the photos; nothing is drafted.</source>
        <translation>Das Basismodell sagte nichts über die Fotos; nichts wird entworfen.</translation>
    </message>
    <message>
        <source>The beginning of the conversation no longer fits and is forgotten.</source>
        <translation>Der Anfang des Gesprächs passt nicht mehr hinein und wird vergessen.</translation>
    </message>
    <message>
        <source>The best that is here</source>
        <translation>Das beste, das hier ist</translation>
    </message>
    <message>
        <source>The bundled pictures cannot be removed.</source>
        <translation>Die beiliegenden Bilder lassen sich nicht entfernen.</translation>
    </message>
    <message>
        <source>The chosen part of a photo is too small.</source>
        <translation>Der gewählte Teil eines Fotos ist zu klein.</translation>
    </message>
    <message>
        <source>The computer does not sleep while a job runs.</source>
        <translation>Der Rechner schläft nicht ein, während ein Auftrag läuft.</translation>
    </message>
    <message>
        <source>The desktop says when a long job has ended and the window is not in front.</source>
        <translation>Die Arbeitsfläche meldet, wenn ein langer Auftrag zu Ende ist und das Fenster nicht vorn ist.</translation>
    </message>
    <message>
        <source>The driver&apos;s tool is here, but it names no GPU.</source>
        <translation>Das Werkzeug des Treibers ist da, nennt aber keine GPU.</translation>
    </message>
    <message>
        <source>The file of an earlier photo is gone: it is not looked at.</source>
        <translation>Die Datei eines früheren Fotos ist nicht mehr da: Es wird nicht angesehen.</translation>
    </message>
    <message>
        <source>The interrupted learning had other photos or settings, so this one starts anew.</source>
        <translation>Der unterbrochene Lernvorgang hatte andere Fotos oder Einstellungen; dieser beginnt neu.</translation>
    </message>
    <message>
        <source>The onnx package is not installed.</source>
        <translation>Das Paket onnx ist nicht installiert.</translation>
    </message>
    <message>
        <source>The photo of this message is gone.</source>
        <translation>Das Foto dieser Nachricht ist nicht mehr da.</translation>
    </message>
    <message>
        <source>The sample was learned on the bundled mini model, and another one is chosen.</source>
        <translation>Das Beispiel ist mit dem mitgelieferten Mini gelernt, und ein anderes Modell ist gewählt.</translation>
    </message>
    <message>
        <source>The window is open.</source>
        <translation>Das Fenster ist offen.</translation>
    </message>
    <message>
        <source>There is a library already.</source>
        <translation>Es gibt schon eine Bibliothek.</translation>
    </message>
    <message>
        <source>This is one concept already.</source>
        <translation>Das ist schon ein Konzept.</translation>
    </message>
    <message>
        <source>This model has no %1 weights yet, and bitsandbytes is not installed.</source>
        <translation>Dieses Modell hat noch keine %1-Gewichte, und bitsandbytes ist nicht installiert.</translation>
    </message>
    <message>
        <source>Three quarters of the time</source>
        <translation>Drei Viertel der Zeit</translation>
    </message>
    <message>
        <source>UUID of the NVIDIA GPU to use, easier chosen on the page Models; empty is the freest one.</source>
        <translation>UUID der NVIDIA-GPU, die benutzt wird; leichter auf der Seite „Modelle“ zu wählen; leer ist die freieste.</translation>
    </message>
    <message>
        <source>The licence in this folder is not the one that was accepted.</source>
        <translation>Die Lizenz in diesem Ordner ist nicht die angenommene.</translation>
    </message>
    <message>
        <source>1 minute</source>
        <translation>1 Minute</translation>
    </message>
    <message>
        <source>10 minutes</source>
        <translation>10 Minuten</translation>
    </message>
    <message>
        <source>2 hours</source>
        <translation>2 Stunden</translation>
    </message>
    <message>
        <source>30 minutes</source>
        <translation>30 Minuten</translation>
    </message>
    <message>
        <source>Close the app and what else uses it, then try again.</source>
        <translation>Schließen Sie die App und was sie sonst noch benutzt, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Comparing the copy (MB)</source>
        <translation>Die Kopie wird verglichen (MB)</translation>
    </message>
    <message>
        <source>Copying the files (MB)</source>
        <translation>Die Dateien werden kopiert (MB)</translation>
    </message>
    <message>
        <source>Learning, compiling and examinations leave the rest of the time to other programs.</source>
        <translation>Anlernen, Kompilieren und Prüfungen überlassen die übrige Zeit anderen Programmen.</translation>
    </message>
    <message>
        <source>Name one, or leave it out.</source>
        <translation>Nennen Sie eines, oder lassen Sie es weg.</translation>
    </message>
    <message>
        <source>No learning of “%1” is begun.</source>
        <translation>Es ist kein Lernen von „%1“ begonnen.</translation>
    </message>
    <message>
        <source>No library was set aside as “%1”.</source>
        <translation>Unter „%1“ wurde keine Bibliothek beiseitegelegt.</translation>
    </message>
    <message>
        <source>No picture&apos;s id begins with “%1”.</source>
        <translation>Keine Kennung eines Bildes beginnt mit „%1“.</translation>
    </message>
    <message>
        <source>No subject was found on %1 of the photos; they are used as they are.</source>
        <translation>Auf %1 der Fotos wurde kein Motiv gefunden; sie werden verwendet, wie sie sind.</translation>
    </message>
    <message>
        <source>Nothing that was asked for can run here. %1</source>
        <translation>Nichts von dem Verlangten läuft hier. %1</translation>
    </message>
    <message>
        <source>ONNX Runtime cannot open %1: %2</source>
        <translation>ONNX Runtime kann %1 nicht öffnen: %2</translation>
    </message>
    <message>
        <source>ONNX Runtime does not run %1 on %2.</source>
        <translation>ONNX Runtime führt %1 nicht auf %2 aus.</translation>
    </message>
    <message>
        <source>Part %1 of %2: %3.</source>
        <translation>Teil %1 von %2: %3.</translation>
    </message>
    <message>
        <source>Pictures in fp16 are at %1 dB: the image decoder stays fp32.</source>
        <translation>Bilder in fp16 liegen bei %1 dB: Der Bilddekoder bleibt bei fp32.</translation>
    </message>
    <message>
        <source>PyTorch sees no NVIDIA GPU</source>
        <translation>PyTorch sieht keine NVIDIA-GPU</translation>
    </message>
    <message>
        <source>Question %1 does not say what it is about.</source>
        <translation>Frage %1 sagt nicht, wovon sie handelt.</translation>
    </message>
    <message>
        <source>Question %1 has no words or no answer.</source>
        <translation>Frage %1 hat keine Worte oder keine Antwort.</translation>
    </message>
    <message>
        <source>Question %1 is too long.</source>
        <translation>Frage %1 ist zu lang.</translation>
    </message>
    <message>
        <source>Restore a whole backup, which sets this library aside; or move %1 elsewhere and import the .concept files in it.</source>
        <translation>Stellen Sie eine ganze Sicherung wieder her, wobei diese Bibliothek beiseitegelegt wird; oder verschieben Sie %1 anderswohin und importieren Sie die .concept-Dateien darin.</translation>
    </message>
    <message>
        <source>Rounding the weights takes about %1 here, perhaps more. To stop is safe: the same command goes on. With --rounding fitted it takes minutes, and loses more.</source>
        <translation>Die Gewichte zu runden dauert hier etwa %1, vielleicht länger. Sie können es gefahrlos anhalten: Derselbe Befehl macht weiter. Mit --rounding fitted dauert es Minuten und verliert mehr.</translation>
    </message>
    <message>
        <source>Run `engine checkpoints verify %1`.</source>
        <translation>Rufen Sie `engine checkpoints verify %1` auf.</translation>
    </message>
    <message>
        <source>Runs on the CPU in %1 with %2, from the compiled model %3.</source>
        <translation>Läuft auf dem Prozessor in %1 mit %2, aus dem kompilierten Modell %3.</translation>
    </message>
    <message>
        <source>Runs on the CPU in %1, because float32 would take too much memory</source>
        <translation>Läuft auf dem Prozessor in %1, weil float32 zu viel Arbeitsspeicher bräuchte</translation>
    </message>
    <message>
        <source>Runs on the CPU in %1, because float32 would take too much memory (%2).</source>
        <translation>Läuft auf dem Prozessor in %1, weil float32 zu viel Arbeitsspeicher bräuchte (%2).</translation>
    </message>
    <message>
        <source>Runs on the CPU in float32, which fits into memory and is exact</source>
        <translation>Läuft auf dem Prozessor in float32, das in den Arbeitsspeicher passt und genau ist</translation>
    </message>
    <message>
        <source>Runs on the CPU in float32, which fits into memory and is exact (%1).</source>
        <translation>Läuft auf dem Prozessor in float32, das in den Arbeitsspeicher passt und genau ist (%1).</translation>
    </message>
    <message>
        <source>Runs on the GPU in %1</source>
        <translation>Läuft auf der GPU in %1</translation>
    </message>
    <message>
        <source>Runs on the GPU in %1 (%2).</source>
        <translation>Läuft auf der GPU in %1 (%2).</translation>
    </message>
    <message>
        <source>Runs on the GPU in %1 with %2, from the compiled model %3.</source>
        <translation>Läuft auf der GPU in %1 mit %2, aus dem kompilierten Modell %3.</translation>
    </message>
    <message>
        <source>Set %1 to on or off.</source>
        <translation>Setzen Sie %1 auf on oder off.</translation>
    </message>
    <message>
        <source>Several chats are meant by “%1”.</source>
        <translation>Mit „%1“ sind mehrere Chats gemeint.</translation>
    </message>
    <message>
        <source>Something went wrong.</source>
        <translation>Etwas ist schiefgegangen.</translation>
    </message>
    <message>
        <source>Start again what was running; all that was saved is there.</source>
        <translation>Starten Sie neu, was lief; alles, was gespeichert war, ist da.</translation>
    </message>
    <message>
        <source>Teach it more with `engine learn %1 --continue`, or choose another name.</source>
        <translation>Lernen Sie es mit `engine learn %1 --continue` weiter an, oder wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>Tensor %1 has shape %2, but config.json asks for %3.</source>
        <translation>Der Tensor %1 hat die Form %2, aber config.json verlangt %3.</translation>
    </message>
    <message>
        <source>Tensor %1 has shape %2, not %3.</source>
        <translation>Der Tensor %1 hat die Form %2 statt %3.</translation>
    </message>
    <message>
        <source>Tensor %1 in %2 has another shape than config.json asks for.</source>
        <translation>Der Tensor %1 in %2 hat eine andere Form, als config.json verlangt.</translation>
    </message>
    <message>
        <source>Tensor %1 in %2 holds values that are no numbers.</source>
        <translation>Der Tensor %1 in %2 enthält Werte, die keine Zahlen sind.</translation>
    </message>
    <message>
        <source>Tensor %1 in %2 is stored as %3.</source>
        <translation>Der Tensor %1 in %2 ist als %3 gespeichert.</translation>
    </message>
    <message>
        <source>TensorRT could not run %1: %2.</source>
        <translation>TensorRT konnte %1 nicht ausführen: %2.</translation>
    </message>
    <message>
        <source>TensorRT is not installed.</source>
        <translation>TensorRT ist nicht installiert.</translation>
    </message>
    <message>
        <source>That is %1 rows at once; the model was compiled for %2.</source>
        <translation>Das sind %1 Zeilen auf einmal; das Modell wurde für %2 kompiliert.</translation>
    </message>
    <message>
        <source>That is %1 tokens; the model reads at most %2.</source>
        <translation>Das sind %1 Token; das Modell liest höchstens %2.</translation>
    </message>
    <message>
        <source>The %1 cannot be %2.</source>
        <translation>Für %1 ist %2 nicht möglich.</translation>
    </message>
    <message>
        <source>The backup takes %1 MB, and the disk of %2 has not that much.</source>
        <translation>Die Sicherung braucht %1 MB, und so viel hat die Platte von %2 nicht frei.</translation>
    </message>
    <message>
        <source>The build of the plan ended by itself (code %1), most likely for lack of memory.</source>
        <translation>Der Bau des Plans brach von selbst ab (Code %1), wahrscheinlich, weil der Speicher nicht reichte.</translation>
    </message>
    <message>
        <source>The checkpoint does not fit into the memory of %1.</source>
        <translation>Der Checkpoint passt nicht in den Speicher von %1.</translation>
    </message>
    <message>
        <source>The checkpoint has no tensor %1 (%2 are missing).</source>
        <translation>Dem Checkpoint fehlt der Tensor %1 (%2 fehlen).</translation>
    </message>
    <message>
        <source>The compiled model %1 is not used: %2</source>
        <translation>Das kompilierte Modell %1 wird nicht verwendet: %2</translation>
    </message>
    <message>
        <source>The compiled model %1 was built by %2; %3 is installed.</source>
        <translation>Das kompilierte Modell %1 wurde mit %2 gebaut; installiert ist %3.</translation>
    </message>
    <message>
        <source>The compiled model %1 was built for %2; this is %3.</source>
        <translation>Das kompilierte Modell %1 wurde für %2 gebaut; dies ist %3.</translation>
    </message>
    <message>
        <source>The compiled model %1 was built for compute capability %2; %3 has %4.</source>
        <translation>Das kompilierte Modell %1 wurde für Compute Capability %2 gebaut; %3 hat %4.</translation>
    </message>
    <message>
        <source>The compiled model was not tried on this machine: %1</source>
        <translation>Das kompilierte Modell wurde auf diesem Rechner nicht erprobt: %1</translation>
    </message>
    <message>
        <source>The concept “%1” is no longer in the library.</source>
        <translation>Das Konzept „%1“ ist nicht mehr in der Bibliothek.</translation>
    </message>
    <message>
        <source>The copy of %1 differs from what was read.</source>
        <translation>Die Kopie von %1 weicht von dem ab, was gelesen wurde.</translation>
    </message>
    <message>
        <source>The device %1 cannot be used: %2</source>
        <translation>Das Gerät %1 lässt sich nicht verwenden: %2</translation>
    </message>
    <message>
        <source>The device %1 computes wrongly.</source>
        <translation>Das Gerät %1 rechnet falsch.</translation>
    </message>
    <message>
        <source>The disk is full, so the library %1 cannot be changed.</source>
        <translation>Die Platte ist voll; darum lässt sich die Bibliothek %1 nicht ändern.</translation>
    </message>
    <message>
        <source>The drafter %1 is damaged.</source>
        <translation>Der Entwerfer %1 ist beschädigt.</translation>
    </message>
    <message>
        <source>The drafter %1 is of another version.</source>
        <translation>Der Entwerfer %1 stammt aus einer anderen Version.</translation>
    </message>
    <message>
        <source>The engine crashed (%1).</source>
        <translation>Die Engine ist abgestürzt (%1).</translation>
    </message>
    <message>
        <source>The engine does not start: %1.</source>
        <translation>Die Engine startet nicht: %1.</translation>
    </message>
    <message>
        <source>The engine ended unexpectedly (exit code %1).</source>
        <translation>Die Engine brach unerwartet ab (Code %1).</translation>
    </message>
    <message>
        <source>The engine had to be restarted, because it did not stop within five seconds.</source>
        <translation>Die Engine musste neu gestartet werden, weil sie sich nicht innerhalb von fünf Sekunden anhalten ließ.</translation>
    </message>
    <message>
        <source>The engine was ended from outside (%1).</source>
        <translation>Die Engine wurde von außen abgebrochen (%1).</translation>
    </message>
    <message>
        <source>The engine was killed from outside. Often that is the system, short of memory.</source>
        <translation>Die Engine wurde von außen abgebrochen. Oft ist es das System, wenn der Speicher knapp ist.</translation>
    </message>
    <message>
        <source>The files of %1 in %2 changed since it was added.</source>
        <translation>Die Dateien von %1 in %2 haben sich geändert, seit der Checkpoint hinzugefügt wurde.</translation>
    </message>
    <message>
        <source>The folder %1 cannot be made: %2.</source>
        <translation>Der Ordner %1 lässt sich nicht anlegen: %2.</translation>
    </message>
    <message>
        <source>The folder %1 cannot be written: %2.</source>
        <translation>In den Ordner %1 lässt sich nicht schreiben: %2.</translation>
    </message>
    <message>
        <source>The folder %1 holds no pictures.</source>
        <translation>Im Ordner %1 sind keine Bilder.</translation>
    </message>
    <message>
        <source>The folder %1 is in the way: it holds other files.</source>
        <translation>Der Ordner %1 ist im Weg: Er enthält andere Dateien.</translation>
    </message>
    <message>
        <source>The folder %1 is not there.</source>
        <translation>Der Ordner %1 ist nicht da.</translation>
    </message>
    <message>
        <source>The folder before this one, %1, is still there.</source>
        <translation>Der frühere Ordner, %1, ist noch da.</translation>
    </message>
    <message>
        <source>The folder of weekly backups, %1, is not there.</source>
        <translation>Der Ordner der wöchentlichen Sicherungen, %1, ist nicht da.</translation>
    </message>
    <message>
        <source>The folder takes %1 GB, and the disk of %2 has %3 GB left.</source>
        <translation>Der Ordner braucht %1 GB, und auf der Platte von %2 sind %3 GB frei.</translation>
    </message>
    <message>
        <source>The inpainting model in %1 cannot be opened.</source>
        <translation>Das Ausmal-Modell in %1 lässt sich nicht öffnen.</translation>
    </message>
    <message>
        <source>The last run broke down.</source>
        <translation>Der letzte Lauf ist abgestürzt.</translation>
    </message>
    <message>
        <source>The library %1 cannot be used: %2.</source>
        <translation>Die Bibliothek %1 lässt sich nicht verwenden: %2.</translation>
    </message>
    <message>
        <source>The library %1 was made by a newer version of the app.</source>
        <translation>Die Bibliothek %1 wurde mit einer neueren Version des Programms gemacht.</translation>
    </message>
    <message>
        <source>The library&apos;s list %1 is damaged: %2.</source>
        <translation>Die Liste der Bibliothek, %1, ist beschädigt: %2.</translation>
    </message>
    <message>
        <source>The library&apos;s list %1 is missing or empty, but concepts lie beside it.</source>
        <translation>Die Liste der Bibliothek, %1, fehlt oder ist leer, aber daneben liegen Konzepte.</translation>
    </message>
    <message>
        <source>The message is empty.</source>
        <translation>Die Nachricht ist leer.</translation>
    </message>
    <message>
        <source>The message is gone.</source>
        <translation>Die Nachricht ist fort.</translation>
    </message>
    <message>
        <source>The model file %1 is damaged.</source>
        <translation>Die Modelldatei %1 ist beschädigt.</translation>
    </message>
    <message>
        <source>The model file %1 is missing.</source>
        <translation>Die Modelldatei %1 fehlt.</translation>
    </message>
    <message>
        <source>The model file models.json is damaged.</source>
        <translation>Die Modelldatei models.json ist beschädigt.</translation>
    </message>
    <message>
        <source>The model in %1 has biases, an activation or positions unlike Chameleon&apos;s.</source>
        <translation>Das Modell in %1 hat Biaswerte, eine Aktivierung oder Positionen anders als Chameleon.</translation>
    </message>
    <message>
        <source>The model in %1 is no SAM.</source>
        <translation>Das Modell in %1 ist kein SAM.</translation>
    </message>
    <message>
        <source>The model reads at most %1 tokens, not %2.</source>
        <translation>Das Modell liest höchstens %1 Token, nicht %2.</translation>
    </message>
    <message>
        <source>The name has %1 characters; %2 are possible.</source>
        <translation>Der Name hat %1 Zeichen; %2 sind möglich.</translation>
    </message>
    <message>
        <source>The name has a slash or backslash.</source>
        <translation>Der Name enthält einen Schrägstrich.</translation>
    </message>
    <message>
        <source>The name has invisible control characters.</source>
        <translation>Der Name enthält unsichtbare Steuerzeichen.</translation>
    </message>
    <message>
        <source>The name is empty.</source>
        <translation>Der Name ist leer.</translation>
    </message>
    <message>
        <source>The name “%1” is taken.</source>
        <translation>Der Name „%1“ ist vergeben.</translation>
    </message>
    <message>
        <source>The notes have %1 characters; %2 are possible.</source>
        <translation>Die Notizen haben %1 Zeichen; %2 sind möglich.</translation>
    </message>
    <message>
        <source>The one that you have chosen is not here now; it is used again when it is back.</source>
        <translation>Die gewählte ist jetzt nicht da; sie wird wieder benutzt, sobald sie zurück ist.</translation>
    </message>
    <message>
        <source>The package usearch is not installed.</source>
        <translation>Das Paket usearch ist nicht installiert.</translation>
    </message>
    <message>
        <source>The part of the app that reads photos cannot be started.</source>
        <translation>Der Teil der App, der Fotos liest, lässt sich nicht starten.</translation>
    </message>
    <message>
        <source>The photo %1 cannot be read.</source>
        <translation>Das Foto %1 lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>The photo: %1</source>
        <translation>Das Foto: %1</translation>
    </message>
    <message>
        <source>The pool has no source “%1”.</source>
        <translation>Der Vorrat hat keine Quelle „%1“.</translation>
    </message>
    <message>
        <source>The pool&apos;s file %1 is damaged: it is too short.</source>
        <translation>Die Datei %1 des Vorrats ist beschädigt: Sie ist zu kurz.</translation>
    </message>
    <message>
        <source>The pool&apos;s list %1 cannot be used: %2.</source>
        <translation>Die Liste des Vorrats, %1, lässt sich nicht verwenden: %2.</translation>
    </message>
    <message>
        <source>The pool&apos;s list %1 is damaged: %2.</source>
        <translation>Die Liste des Vorrats, %1, ist beschädigt: %2.</translation>
    </message>
    <message>
        <source>The pool&apos;s list %1 is from a newer version.</source>
        <translation>Die Liste des Vorrats, %1, stammt aus einer neueren Version.</translation>
    </message>
    <message>
        <source>The prompt is empty.</source>
        <translation>Der Prompt ist leer.</translation>
    </message>
    <message>
        <source>The prompt is too long for this model.</source>
        <translation>Der Prompt ist zu lang für dieses Modell.</translation>
    </message>
    <message>
        <source>The settings of this fine-tuning make no sense.</source>
        <translation>Die Einstellungen dieser Feinabstimmung ergeben keinen Sinn.</translation>
    </message>
    <message>
        <source>The settings of this learning make no sense: %1.</source>
        <translation>Die Einstellungen dieses Lernens ergeben keinen Sinn: %1.</translation>
    </message>
    <message>
        <source>The shard %1 is missing or unreadable.</source>
        <translation>Die Teildatei %1 fehlt oder lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>The step that the first run has reached.</source>
        <translation>Der Schritt, den der erste Start erreicht hat.</translation>
    </message>
    <message>
        <source>The style “%1” comes with the app.</source>
        <translation>Der Stil „%1“ gehört zum Programm.</translation>
    </message>
    <message>
        <source>The subject has few pixels.</source>
        <translation>Das Motiv hat wenige Pixel.</translation>
    </message>
    <message>
        <source>The subject is blurred.</source>
        <translation>Das Motiv ist unscharf.</translation>
    </message>
    <message>
        <source>The subject is overexposed.</source>
        <translation>Das Motiv ist überbelichtet.</translation>
    </message>
    <message>
        <source>The subject is very dark.</source>
        <translation>Das Motiv ist sehr dunkel.</translation>
    </message>
    <message>
        <source>The system did not want to sleep or to shut down.</source>
        <translation>Das System wollte nicht schlafen oder herunterfahren.</translation>
    </message>
    <message>
        <source>The system ended the engine, because memory ran out.</source>
        <translation>Das System hat die Engine abgebrochen, weil der Speicher ausging.</translation>
    </message>
    <message>
        <source>The title is empty.</source>
        <translation>Der Titel ist leer.</translation>
    </message>
    <message>
        <source>The tokenizer has no %1: it is not Chameleon&apos;s.</source>
        <translation>Dem Tokenizer fehlt %1: Er gehört nicht zu Chameleon.</translation>
    </message>
    <message>
        <source>The tokenizer in %1 belongs to another model than its config.json.</source>
        <translation>Der Tokenizer in %1 gehört zu einem anderen Modell als die config.json dort.</translation>
    </message>
    <message>
        <source>The tokenizer in %1 does not give back the words it was given.</source>
        <translation>Der Tokenizer in %1 gibt nicht die Worte wieder, die er bekam.</translation>
    </message>
    <message>
        <source>The vision model in %1 cannot be opened.</source>
        <translation>Das Bildmodell in %1 lässt sich nicht öffnen.</translation>
    </message>
    <message>
        <source>The vision network gives no single vector for a picture.</source>
        <translation>Das Bildnetz gibt nicht genau einen Vektor für ein Bild.</translation>
    </message>
    <message>
        <source>The vocabularies in config.json and tokenizer.json of %1 differ.</source>
        <translation>Die Wortschätze in config.json und tokenizer.json von %1 sind verschieden.</translation>
    </message>
    <message>
        <source>The weights in %1 are stored as pickle (%2), which could run any program when it is opened.</source>
        <translation>Die Gewichte in %1 sind als Pickle gespeichert (%2); das könnte beim Öffnen jedes Programm ausführen.</translation>
    </message>
    <message>
        <source>There are no photos in %1.</source>
        <translation>In %1 sind keine Fotos.</translation>
    </message>
    <message>
        <source>There are no pictures in %1 that can be read.</source>
        <translation>In %1 sind keine Bilder, die sich lesen lassen.</translation>
    </message>
    <message>
        <source>There are no settings for %1.</source>
        <translation>Für %1 gibt es keine Einstellungen.</translation>
    </message>
    <message>
        <source>There is a folder “%1” already.</source>
        <translation>Einen Ordner „%1“ gibt es schon.</translation>
    </message>
    <message>
        <source>There is a style “%1” already.</source>
        <translation>Einen Stil „%1“ gibt es schon.</translation>
    </message>
    <message>
        <source>There is already a checkpoint %1.</source>
        <translation>Einen Checkpoint %1 gibt es schon.</translation>
    </message>
    <message>
        <source>There is an album “%1” already.</source>
        <translation>Ein Album „%1“ gibt es schon.</translation>
    </message>
    <message>
        <source>There is an upscaler “%1” already.</source>
        <translation>Einen Upscaler „%1“ gibt es schon.</translation>
    </message>
    <message>
        <source>There is no %1 “%2”.</source>
        <translation>„%2“ ist als %1 nicht bekannt.</translation>
    </message>
    <message>
        <source>There is no %1.</source>
        <translation>%1 gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no album “%1”.</source>
        <translation>Ein Album „%1“ gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no chat “%1”.</source>
        <translation>Einen Chat „%1“ gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no checkpoint %1.</source>
        <translation>Einen Checkpoint %1 gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no compiled model for it.</source>
        <translation>Dafür gibt es kein kompiliertes Modell.</translation>
    </message>
    <message>
        <source>There is no compiled model in %1.</source>
        <translation>In %1 liegt kein kompiliertes Modell.</translation>
    </message>
    <message>
        <source>There is no concept “%1”.</source>
        <translation>Ein Konzept „%1“ gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no drafter for this base model; words are drafted instead.</source>
        <translation>Für dieses Basismodell gibt es keinen Entwerfer; stattdessen werden Worte entworfen.</translation>
    </message>
    <message>
        <source>There is no file %1.</source>
        <translation>Die Datei %1 gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no file with questions about it, so none were asked.</source>
        <translation>Es gibt keine Datei mit Fragen dazu; es wurden keine gestellt.</translation>
    </message>
    <message>
        <source>There is no folder %1.</source>
        <translation>Den Ordner %1 gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no folder “%1”.</source>
        <translation>Einen Ordner „%1“ gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no kind %1.</source>
        <translation>Eine Art %1 gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no learning of this name to go on with.</source>
        <translation>Es gibt keinen Lernvorgang dieses Namens, der sich fortsetzen ließe.</translation>
    </message>
    <message>
        <source>There is no library yet.</source>
        <translation>Es gibt noch keine Bibliothek.</translation>
    </message>
    <message>
        <source>There is no photo of the concept to recognise.</source>
        <translation>Es gibt kein Foto des Konzepts zum Wiedererkennen.</translation>
    </message>
    <message>
        <source>There is no photo to learn from.</source>
        <translation>Es gibt kein Foto, aus dem sich lernen ließe.</translation>
    </message>
    <message>
        <source>There is no pool of other things, so recognition cannot be learned or scored.</source>
        <translation>Es gibt keinen Vorrat anderer Dinge; Wiedererkennen lässt sich weder lernen noch bewerten.</translation>
    </message>
    <message>
        <source>There is no protocol %1.</source>
        <translation>Ein Protokoll %1 gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no setting “%1”.</source>
        <translation>Eine Einstellung „%1“ gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no style “%1”.</source>
        <translation>Einen Stil „%1“ gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no such chat.</source>
        <translation>Diesen Chat gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no upscaler “%1”.</source>
        <translation>Einen Upscaler „%1“ gibt es nicht.</translation>
    </message>
    <message>
        <source>There is none that NVIDIA&apos;s driver names.</source>
        <translation>Der Treiber von NVIDIA nennt keine.</translation>
    </message>
    <message>
        <source>There is not enough free memory for this.</source>
        <translation>Dafür ist nicht genug Speicher frei.</translation>
    </message>
    <message>
        <source>There is not enough memory to learn on this model, even in smaller parts.</source>
        <translation>Der Arbeitsspeicher reicht nicht, um auf diesem Modell zu lernen, auch nicht in kleineren Teilen.</translation>
    </message>
    <message>
        <source>There is nothing to clean up as “%1”.</source>
        <translation>Unter „%1“ gibt es nichts aufzuräumen.</translation>
    </message>
    <message>
        <source>There is nothing to draw.</source>
        <translation>Es gibt nichts zu zeichnen.</translation>
    </message>
    <message>
        <source>There is nothing to learn.</source>
        <translation>Es gibt nichts zu lernen.</translation>
    </message>
    <message>
        <source>There must be something to measure.</source>
        <translation>Es muss etwas zu messen geben.</translation>
    </message>
    <message>
        <source>These are too many or too long tags.</source>
        <translation>Das sind zu viele oder zu lange Schlagwörter.</translation>
    </message>
    <message>
        <source>These sampling settings make no sense.</source>
        <translation>Diese Einstellungen des Ziehens ergeben keinen Sinn.</translation>
    </message>
    <message>
        <source>These settings leave nothing to learn from.</source>
        <translation>Diese Einstellungen lassen nichts zum Lernen übrig.</translation>
    </message>
    <message>
        <source>This ONNX Runtime was built without CUDA.</source>
        <translation>Diese ONNX Runtime wurde ohne CUDA gebaut.</translation>
    </message>
    <message>
        <source>This checkpoint cannot draw: it has no decoder of pictures (plain Chameleon).</source>
        <translation>Dieser Checkpoint kann nicht zeichnen: Er hat keinen Bilddekoder (Chameleon allein).</translation>
    </message>
    <message>
        <source>This file cannot be read as a photo.</source>
        <translation>Diese Datei lässt sich nicht als Foto lesen.</translation>
    </message>
    <message>
        <source>This is compiled already; nothing was done.</source>
        <translation>Das ist schon kompiliert; nichts wurde getan.</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>Trying the device</source>
        <translation>Gerät ausprobieren</translation>
    </message>
    <message>
        <source>Two of these concepts have the same name.</source>
        <translation>Zwei dieser Konzepte haben denselben Namen.</translation>
    </message>
    <message>
        <source>Type the name anew.</source>
        <translation>Tippen Sie den Namen neu.</translation>
    </message>
    <message>
        <source>Unpacking</source>
        <translation>Auspacken</translation>
    </message>
    <message>
        <source>Update Yo&apos;Chameleon, or compile the model again with this version.</source>
        <translation>Erneuern Sie Yo&apos;Chameleon, oder kompilieren Sie das Modell neu mit dieser Version.</translation>
    </message>
    <message>
        <source>Update Yo&apos;Chameleon.</source>
        <translation>Erneuern Sie Yo&apos;Chameleon.</translation>
    </message>
    <message>
        <source>Update the GPU&apos;s driver and this program, or choose the device cpu.</source>
        <translation>Erneuern Sie den Treiber der GPU und dieses Programm, oder wählen Sie das Gerät cpu.</translation>
    </message>
    <message>
        <source>Update the app, or learn the concept again from its photos.</source>
        <translation>Erneuern Sie das Programm, oder lernen Sie das Konzept neu aus seinen Fotos.</translation>
    </message>
    <message>
        <source>Update the app, or set YOCHAMELEON_HOME to another folder.</source>
        <translation>Erneuern Sie das Programm, oder setzen Sie YOCHAMELEON_HOME auf einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Update the app, then restore it. Nothing was changed.</source>
        <translation>Aktualisieren Sie die App und stellen Sie sie dann wieder her. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Update the app.</source>
        <translation>Erneuern Sie das Programm.</translation>
    </message>
    <message>
        <source>Use --method lora or soft-prompt, or a machine with more memory.</source>
        <translation>Nehmen Sie --method lora oder soft-prompt, oder einen Rechner mit mehr Speicher.</translation>
    </message>
    <message>
        <source>Use 1, 2 or 4.</source>
        <translation>Nehmen Sie 1, 2 oder 4.</translation>
    </message>
    <message>
        <source>Use Yo&apos;LLaVA&apos;s form, or a list of {question, options: [a, b], right: 0 or 1}.</source>
        <translation>Nehmen Sie die Form von Yo&apos;LLaVA oder eine Liste von {question, options: [a, b], right: 0 oder 1}.</translation>
    </message>
    <message>
        <source>Use a rate near 1e-5, a batch of 2, and at most 1000 iterations.</source>
        <translation>Nehmen Sie eine Rate um 1e-5, einen Stapel von 2 und höchstens 1000 Durchläufe.</translation>
    </message>
    <message>
        <source>Use at least one letter, digit or emoji.</source>
        <translation>Nehmen Sie mindestens einen Buchstaben, eine Ziffer oder ein Emoji.</translation>
    </message>
    <message>
        <source>Use at most %1 letters for each.</source>
        <translation>Nehmen Sie für jedes höchstens %1 Buchstaben.</translation>
    </message>
    <message>
        <source>Use at most %1 tags of at most %2 characters.</source>
        <translation>Nehmen Sie höchstens %1 Schlagwörter von höchstens %2 Zeichen.</translation>
    </message>
    <message>
        <source>Use fewer concepts at once, or concepts with fewer latent tokens.</source>
        <translation>Nehmen Sie weniger Konzepte auf einmal oder Konzepte mit weniger latenten Token.</translation>
    </message>
    <message>
        <source>Use it with PyTorch: it cannot be compiled.</source>
        <translation>Verwenden Sie es mit PyTorch: Es lässt sich nicht kompilieren.</translation>
    </message>
    <message>
        <source>Use temperature, top-k, guidance and seed of 0 or more, top-p in 0…1, at most %1 codes ahead, drafting %2.</source>
        <translation>Nehmen Sie temperature, top-k, guidance und seed von 0 oder mehr, top-p in 0…1, höchstens %1 Codes voraus, drafting %2.</translation>
    </message>
    <message>
        <source>Use the device cpu, or install a GPU driver and a CUDA build of PyTorch.</source>
        <translation>Nehmen Sie das Gerät cpu, oder installieren Sie einen GPU-Treiber und PyTorch mit CUDA.</translation>
    </message>
    <message>
        <source>Use the ending .png, or .jpg for a picture without its recipe.</source>
        <translation>Nehmen Sie die Endung .png, oder .jpg für ein Bild ohne Rezept.</translation>
    </message>
    <message>
        <source>Use the model it was learned on, or learn it again from its photos.</source>
        <translation>Nehmen Sie das Modell, auf dem es gelernt wurde, oder lernen Sie es neu aus seinen Fotos.</translation>
    </message>
    <message>
        <source>Use up to 60 letters, digits, spaces, dots, dashes or underscores.</source>
        <translation>Nehmen Sie bis zu 60 Buchstaben, Ziffern, Leerzeichen, Punkte, Binde- oder Unterstriche.</translation>
    </message>
    <message>
        <source>Varying photos</source>
        <translation>Fotos abwandeln</translation>
    </message>
    <message>
        <source>Version %1 of “%2” has no snapshot of epoch %3.</source>
        <translation>Version %1 von „%2“ hat keinen Zwischenstand der Epoche %3.</translation>
    </message>
    <message>
        <source>Wait for it, or stop it.</source>
        <translation>Warten Sie darauf, oder halten Sie es an.</translation>
    </message>
    <message>
        <source>Wait for it, then try again.</source>
        <translation>Warten Sie darauf, dann versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Wait until it is done, or stop it.</source>
        <translation>Warten Sie, bis es fertig ist, oder halten Sie es an.</translation>
    </message>
    <message>
        <source>Watercolour</source>
        <translation>Aquarell</translation>
    </message>
    <message>
        <source>Weekly backups</source>
        <translation>Wöchentliche Sicherungen</translation>
    </message>
    <message>
        <source>Weights cannot be kept as %1.</source>
        <translation>Gewichte lassen sich nicht als %1 halten.</translation>
    </message>
    <message>
        <source>Weights cannot be kept as %1: %2 is not installed.</source>
        <translation>Gewichte lassen sich nicht als %1 halten: %2 ist nicht installiert.</translation>
    </message>
    <message>
        <source>Weights cannot be kept in %1 bits.</source>
        <translation>Gewichte lassen sich nicht in %1 Bit halten.</translation>
    </message>
    <message>
        <source>Weights in %1 are not rounded to codes.</source>
        <translation>Gewichte in %1 werden nicht auf Codes gerundet.</translation>
    </message>
    <message>
        <source>What answers and draws.</source>
        <translation>Was antwortet und zeichnet.</translation>
    </message>
    <message>
        <source>What the window speaks. It takes effect at the next start.</source>
        <translation>Was das Fenster spricht. Es gilt ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>Where the model runs.</source>
        <translation>Wo das Modell läuft.</translation>
    </message>
    <message>
        <source>Where they were taken was removed from %1 of the photos.</source>
        <translation>Von %1 der Fotos wurde entfernt, wo sie aufgenommen wurden.</translation>
    </message>
    <message>
        <source>Which base weights to use; empty is the bundled mini model.</source>
        <translation>Welche Basisgewichte verwendet werden; leer ist das beiliegende Mini-Modell.</translation>
    </message>
    <message>
        <source>With fewer than three photos, scores come from a changed view of one.</source>
        <translation>Bei weniger als drei Fotos kommen die Bewertungen von einer veränderten Ansicht eines Fotos.</translation>
    </message>
    <message>
        <source>With the recipe</source>
        <translation>Mit Rezept</translation>
    </message>
    <message>
        <source>Without a concept only abilities can be measured.</source>
        <translation>Ohne Konzept lassen sich nur Fähigkeiten messen.</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>Arbeit</translation>
    </message>
    <message>
        <source>Work without the GPU</source>
        <translation>Ohne die GPU arbeiten</translation>
    </message>
    <message>
        <source>Write a few words, such as “at night”.</source>
        <translation>Schreiben Sie ein paar Wörter, etwa „at night“.</translation>
    </message>
    <message>
        <source>Write a few words.</source>
        <translation>Schreiben Sie ein paar Worte.</translation>
    </message>
    <message>
        <source>Write a word or two.</source>
        <translation>Schreiben Sie ein Wort oder zwei.</translation>
    </message>
    <message>
        <source>Write for each: [[concept]], name = &quot;Bo&quot;, photos = [&quot;photos/bo&quot;].</source>
        <translation>Schreiben Sie für jedes: [[concept]], name = &quot;Bo&quot;, photos = [&quot;photos/bo&quot;].</translation>
    </message>
    <message>
        <source>Write less, or leave the photo out.</source>
        <translation>Schreiben Sie weniger, oder lassen Sie das Foto weg.</translation>
    </message>
    <message>
        <source>Write less, or start a new conversation.</source>
        <translation>Schreiben Sie weniger, oder beginnen Sie ein neues Gespräch.</translation>
    </message>
    <message>
        <source>Write {&quot;questions&quot;: [{&quot;question&quot;: &quot;What is {name}?&quot;, &quot;answer&quot;: &quot;A red cup.&quot;}]}.</source>
        <translation>Schreiben Sie {&quot;questions&quot;: [{&quot;question&quot;: &quot;What is {name}?&quot;, &quot;answer&quot;: &quot;A red cup.&quot;}]}.</translation>
    </message>
    <message>
        <source>Write {name} where the concept&apos;s name belongs.</source>
        <translation>Schreiben Sie {name}, wo der Name des Konzepts hingehört.</translation>
    </message>
    <message>
        <source>Writing the %1</source>
        <translation>Schreiben: %1</translation>
    </message>
    <message>
        <source>You have chosen it.</source>
        <translation>Sie haben sie gewählt.</translation>
    </message>
    <message>
        <source>You work without the GPU.</source>
        <translation>Sie arbeiten ohne die GPU.</translation>
    </message>
    <message>
        <source>Your library was moved to %1, which is not here now.</source>
        <translation>Ihre Bibliothek wurde nach %1 verschoben, und das ist jetzt nicht hier.</translation>
    </message>
    <message>
        <source>`engine checkpoints list` shows them; `engine checkpoints add FOLDER` adds one.</source>
        <translation>`engine checkpoints list` zeigt sie; `engine checkpoints add ORDNER` fügt einen hinzu.</translation>
    </message>
    <message>
        <source>`engine library replaced` lists them.</source>
        <translation>`engine library replaced` zählt sie auf.</translation>
    </message>
    <message>
        <source>`engine settings list` shows all of them.</source>
        <translation>`engine settings list` zeigt alle.</translation>
    </message>
    <message>
        <source>`engine storage` lists it.</source>
        <translation>`engine storage` listet es auf.</translation>
    </message>
    <message>
        <source>a part of 1</source>
        <translation>einen Teil von 1</translation>
    </message>
    <message>
        <source>a part of it lies in another file</source>
        <translation>Ein Teil davon liegt in einer anderen Datei</translation>
    </message>
    <message>
        <source>a part of the learning rate</source>
        <translation>einen Teil der Lernrate</translation>
    </message>
    <message>
        <source>a picture is %1 dB from PyTorch&apos;s</source>
        <translation>Ein Bild ist %1 dB von dem von PyTorch entfernt</translation>
    </message>
    <message>
        <source>a value near 0.001</source>
        <translation>einen Wert um 0,001</translation>
    </message>
    <message>
        <source>a value near 1</source>
        <translation>einen Wert um 1</translation>
    </message>
    <message>
        <source>at least 1</source>
        <translation>mindestens 1</translation>
    </message>
    <message>
        <source>at least one row for each epoch</source>
        <translation>mindestens eine Zeile je Epoche</translation>
    </message>
    <message>
        <source>batch size or epochs</source>
        <translation>Stapelgröße oder Epochen</translation>
    </message>
    <message>
        <source>decoder and heads</source>
        <translation>Dekoder und Köpfe</translation>
    </message>
    <message>
        <source>draft</source>
        <translation>Entwurf</translation>
    </message>
    <message>
        <source>drawing</source>
        <translation>Zeichnen</translation>
    </message>
    <message>
        <source>embeddings and head differ in width</source>
        <translation>Einbettungen und Kopf sind verschieden breit</translation>
    </message>
    <message>
        <source>final rate</source>
        <translation>letzte Rate</translation>
    </message>
    <message>
        <source>gradient limit</source>
        <translation>Grenze der Gradienten</translation>
    </message>
    <message>
        <source>graphs that plans are built from</source>
        <translation>Graphen, aus denen Pläne gebaut werden</translation>
    </message>
    <message>
        <source>grey does not stay grey in it</source>
        <translation>Grau bleibt darin nicht grau</translation>
    </message>
    <message>
        <source>hardware</source>
        <translation>hardware</translation>
    </message>
</context>
<context>
    <name>erased_words</name>
    <message numerus="yes">
        <source>%n chat(s),</source>
        <translation>
            <numerusform>ein Chat,</numerusform>
            <numerusform>%n Chats,</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n drawing(s),</source>
        <translation>
            <numerusform>eine Zeichnung,</numerusform>
            <numerusform>%n Zeichnungen,</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) for other apps,</source>
        <translation>
            <numerusform>eine Datei für andere Programme,</numerusform>
            <numerusform>%n Dateien für andere Programme,</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s),</source>
        <translation>
            <numerusform>ein Foto,</numerusform>
            <numerusform>%n Fotos,</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n snapshot(s),</source>
        <translation>
            <numerusform>ein Zwischenstand,</numerusform>
            <numerusform>%n Zwischenstände,</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thumbnail(s);</source>
        <translation>
            <numerusform>eine Vorschau;</numerusform>
            <numerusform>%n Vorschauen;</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n version(s),</source>
        <translation>
            <numerusform>eine Version,</numerusform>
            <numerusform>%n Versionen,</numerusform>
        </translation>
    </message>
    <message>
        <source>Libraries that were set aside may hold it still: see Storage.</source>
        <translation>Beiseitegelegte Bibliotheken enthalten es vielleicht noch: siehe „Speicher“.</translation>
    </message>
    <message>
        <source>The former folder may hold it still: see Storage.</source>
        <translation>Der frühere Ordner enthält es vielleicht noch: siehe „Speicher“.</translation>
    </message>
    <message>
        <source>Weekly backups may hold it still: delete them, or wait four weeks.</source>
        <translation>Wöchentliche Sicherungen können es noch enthalten: Löschen Sie sie, oder warten Sie vier Wochen.</translation>
    </message>
    <message>
        <source>an unfinished learning,</source>
        <translation>ein unterbrochenes Lernen,</translation>
    </message>
    <message>
        <source>{size} are free again.</source>
        <translation>{size} sind wieder frei.</translation>
    </message>
    <message>
        <source>“{name}” is erased:</source>
        <translation>„{name}“ ist getilgt:</translation>
    </message>
</context>
<context>
    <name>job_words</name>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>Sicherung</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>Compiling</source>
        <translation>Kompilieren</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation>Zeichnen</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Learning</source>
        <translation>Lernen</translation>
    </message>
    <message>
        <source>Measurement</source>
        <translation>Messung</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Umzug</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Wird angehalten</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message numerus="yes">
        <source>about %n h left</source>
        <translation>
            <numerusform>noch etwa %n Std.</numerusform>
            <numerusform>noch etwa %n Std.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n min left</source>
        <translation>
            <numerusform>noch etwa %n Min.</numerusform>
            <numerusform>noch etwa %n Min.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n s left</source>
        <translation>
            <numerusform>noch etwa %n s</numerusform>
            <numerusform>noch etwa %n s</numerusform>
        </translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} von {total}</translation>
    </message>
    <message numerus="yes">
        <source>{least} to %n h left</source>
        <translation>
            <numerusform>noch {least} bis %n Std.</numerusform>
            <numerusform>noch {least} bis %n Std.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{least} to %n min left</source>
        <translation>
            <numerusform>noch {least} bis %n Min.</numerusform>
            <numerusform>noch {least} bis %n Min.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{least} to %n s left</source>
        <translation>
            <numerusform>noch {least} bis %n s</numerusform>
            <numerusform>noch {least} bis %n s</numerusform>
        </translation>
    </message>
    <message>
        <source>{number} %</source>
        <translation>{number} %</translation>
    </message>
    <message>
        <source>{phase}, {counted}</source>
        <translation>{phase}, {counted}</translation>
    </message>
</context>
<context>
    <name>machine_words</name>
    <message>
        <source>A copy that is not in use.</source>
        <translation>Eine Kopie, die nicht in Gebrauch ist.</translation>
    </message>
    <message>
        <source>Beside PyTorch: {equal} of {all} ids are equal, logits differ by {error}</source>
        <translation>Neben PyTorch: {equal} von {all} IDs sind gleich, Logits weichen um {error} ab</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>Zwischenspeicher</translation>
    </message>
    <message>
        <source>Cannot run</source>
        <translation>Geht nicht</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>Compile</source>
        <translation>Kompilieren</translation>
    </message>
    <message>
        <source>Compiled models</source>
        <translation>Kompilierte Modelle</translation>
    </message>
    <message>
        <source>Concepts</source>
        <translation>Konzepte</translation>
    </message>
    <message>
        <source>Copied checkpoints</source>
        <translation>Kopierte Checkpoints</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Platte</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>Zeichnen</translation>
    </message>
    <message>
        <source>Eight bits (fp8): for the newest NVIDIA GPUs, compared before it is used</source>
        <translation>Acht Bit (fp8): für die neuesten NVIDIA-GPUs, vor Gebrauch verglichen</translation>
    </message>
    <message>
        <source>Eight bits (int8): a quarter of the size, compared before it is used</source>
        <translation>Acht Bit (int8): ein Viertel der Größe, vor Gebrauch verglichen</translation>
    </message>
    <message>
        <source>Exact (fp32): the largest, and nothing is lost</source>
        <translation>Genau (fp32): am größten, und nichts geht verloren</translation>
    </message>
    <message>
        <source>For {size} ({weights})</source>
        <translation>Für {size} ({weights})</translation>
    </message>
    <message>
        <source>Four bits (int4): the smallest and fastest, compared before it is used</source>
        <translation>Vier Bit (int4): am kleinsten und schnellsten, vor Gebrauch verglichen</translation>
    </message>
    <message>
        <source>Graphics</source>
        <translation>Grafik</translation>
    </message>
    <message>
        <source>Half (bf16): for newer NVIDIA GPUs, hardly different</source>
        <translation>Halb (bf16): für neuere NVIDIA-GPUs, kaum ein Unterschied</translation>
    </message>
    <message>
        <source>Half (fp16): for NVIDIA GPUs, hardly different</source>
        <translation>Halb (fp16): für NVIDIA-GPUs, kaum ein Unterschied</translation>
    </message>
    <message>
        <source>It can be compiled again; that takes minutes to hours.</source>
        <translation>Es kann neu kompiliert werden; das dauert Minuten bis Stunden.</translation>
    </message>
    <message>
        <source>It cannot be brought back then. Its concepts, chats and drawings are lost.</source>
        <translation>Sie lässt sich dann nicht zurückholen. Ihre Konzepte, Chats und Zeichnungen sind verloren.</translation>
    </message>
    <message>
        <source>It cannot be gone on with, and its snapshots are lost.</source>
        <translation>Es kann nicht fortgesetzt werden, und seine Zwischenstände sind verloren.</translation>
    </message>
    <message>
        <source>It takes about {need} of GPU memory; {have} are free.</source>
        <translation>Es braucht etwa {need} GPU-Speicher; {have} sind frei.</translation>
    </message>
    <message>
        <source>It takes about {need} of disk; {have} are free.</source>
        <translation>Es braucht etwa {need} Plattenplatz; {have} sind frei.</translation>
    </message>
    <message>
        <source>It takes about {need} of memory; {have} are free.</source>
        <translation>Es braucht etwa {need} Arbeitsspeicher; {have} sind frei.</translation>
    </message>
    <message>
        <source>Learnings in progress</source>
        <translation>Begonnene Lernvorgänge</translation>
    </message>
    <message>
        <source>Left behind by a program that was stopped while it wrote.</source>
        <translation>Übrig von einem Programm, das beim Schreiben angehalten wurde.</translation>
    </message>
    <message>
        <source>Libraries that were replaced</source>
        <translation>Ersetzte Bibliotheken</translation>
    </message>
    <message>
        <source>Library until {when}</source>
        <translation>Bibliothek bis {when}</translation>
    </message>
    <message>
        <source>List of the library, and what was said</source>
        <translation>Liste der Bibliothek und das Gesagte</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>Protokolle</translation>
    </message>
    <message>
        <source>Made when a model was compiled; no compiled model needs it now.</source>
        <translation>Entstanden, als ein Modell kompiliert wurde; kein kompiliertes Modell braucht es jetzt.</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Arbeitsspeicher</translation>
    </message>
    <message>
        <source>Reckoned for {way}.</source>
        <translation>Gerechnet für {way}.</translation>
    </message>
    <message>
        <source>a compiled model in {precision}</source>
        <translation>ein kompiliertes Modell in {precision}</translation>
    </message>
    <message>
        <source>{before}, the largest by {error}</source>
        <translation>{before}, das größte um {error}</translation>
    </message>
    <message>
        <source>{before}; a step took {ours} ms, PyTorch&apos;s {theirs} ms</source>
        <translation>{before}; ein Schritt dauerte {ours} ms, der von PyTorch {theirs} ms</translation>
    </message>
    <message>
        <source>{device} works: {speed} TFLOP/s in {seconds} seconds of real work.</source>
        <translation>{device} funktioniert: {speed} TFLOP/s in {seconds} Sekunden echter Arbeit.</translation>
    </message>
    <message>
        <source>{name} is used. {reason}</source>
        <translation>{name} wird benutzt. {reason}</translation>
    </message>
    <message>
        <source>{number} %</source>
        <translation>{number} %</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Anderes</translation>
    </message>
    <message>
        <source>Photo pool</source>
        <translation>Fotovorrat</translation>
    </message>
    <message>
        <source>Photos of concepts</source>
        <translation>Fotos der Konzepte</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Pictures in chats</source>
        <translation>Bilder in Chats</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Prozessor</translation>
    </message>
    <message>
        <source>Quantized weights</source>
        <translation>Quantisierte Gewichte</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Slow</source>
        <translation>Langsam</translation>
    </message>
    <message>
        <source>Small views of pictures. They are made again when they are needed.</source>
        <translation>Kleine Ansichten von Bildern. Sie entstehen neu, wenn sie gebraucht werden.</translation>
    </message>
    <message>
        <source>Teach</source>
        <translation>Anlernen</translation>
    </message>
    <message>
        <source>What went wrong before. Diagnostics will know less.</source>
        <translation>Was früher schiefging. Die Diagnose weiß dann weniger.</translation>
    </message>
    <message>
        <source>Without a GPU, each step waits until all weights were read.</source>
        <translation>Ohne GPU wartet jeder Schritt, bis alle Gewichte gelesen sind.</translation>
    </message>
    <message>
        <source>{first} {second}</source>
        <translation>{first} {second}</translation>
    </message>
    <message>
        <source>{free} of {all} free</source>
        <translation>{free} von {all} frei</translation>
    </message>
    <message numerus="yes">
        <source>{name}, %n core(s)</source>
        <translation>
            <numerusform>{name}, ein Kern</numerusform>
            <numerusform>{name}, %n Kerne</numerusform>
        </translation>
    </message>
    <message>
        <source>{name}: {free} of {all} free, driver {driver}, compute capability {number}</source>
        <translation>{name}: {free} von {all} frei, Treiber {driver}, Rechenfähigkeit {number}</translation>
    </message>
</context>
<context>
    <name>picture_words</name>
    <message>
        <source>Each picture takes one of the words in braces, as its seed decides.</source>
        <translation>Jedes Bild nimmt eines der Wörter in geschweiften Klammern; sein Startwert entscheidet.</translation>
    </message>
    <message>
        <source>EffNet-Lite0 similarity {score}</source>
        <translation>EffNet-Lite0-Ähnlichkeit {score}</translation>
    </message>
    <message>
        <source>Guidance {guidance}, temperature {temperature}, top-p {top_p}</source>
        <translation>Führung {guidance}, Temperatur {temperature}, Top-p {top_p}</translation>
    </message>
    <message>
        <source>How alike this picture and the concept&apos;s photos look to a small network that was trained to name things: 1 is the same picture, and photos of different subjects often have about 0.3. It is no percentage and proves no identity; compare it with that of the photos with each other.</source>
        <translation>Wie ähnlich dieses Bild und die Fotos des Konzepts einem kleinen Netz erscheinen, das Dinge zu benennen gelernt hat: 1 ist dasselbe Bild, und Fotos verschiedener Gegenstände haben oft etwa 0,3. Es ist kein Prozentwert und beweist keine Identität; vergleichen Sie es mit dem Wert der Fotos untereinander.</translation>
    </message>
    <message>
        <source>No concept</source>
        <translation>Kein Konzept</translation>
    </message>
    <message>
        <source>Resemblance: not measured</source>
        <translation>Ähnlichkeit: nicht gemessen</translation>
    </message>
    <message>
        <source>Resembles what it saw in a few photos; details and writing get lost.</source>
        <translation>Ähnelt dem, was es auf wenigen Fotos sah; Einzelheiten und Schrift gehen verloren.</translation>
    </message>
    <message>
        <source>Seed {seed}</source>
        <translation>Startwert {seed}</translation>
    </message>
    <message>
        <source>Several concepts at once are experimental: they often blend.</source>
        <translation>Mehrere Konzepte zugleich sind ein Versuch: Sie vermischen sich oft.</translation>
    </message>
    <message>
        <source>Version {number} of “{name}” is drawn, as in that picture.</source>
        <translation>Version {number} von „{name}“ wird gezeichnet, wie in jenem Bild.</translation>
    </message>
    <message>
        <source>Version {number}: {prompt}</source>
        <translation>Version {number}: {prompt}</translation>
    </message>
    <message>
        <source>{found} (its photos with each other: {ceiling})</source>
        <translation>{found} (seine Fotos untereinander: {ceiling})</translation>
    </message>
    <message>
        <source>{name}, version {version}</source>
        <translation>{name}, Version {version}</translation>
    </message>
    <message>
        <source>{prompt}, seed {seed}</source>
        <translation>{prompt}, Startwert {seed}</translation>
    </message>
    <message>
        <source>{prompt}, seed {seed}, version {number}</source>
        <translation>{prompt}, Startwert {seed}, Version {number}</translation>
    </message>
    <message>
        <source>{width} × {height} pixels</source>
        <translation>{width} × {height} Pixel</translation>
    </message>
</context>
</TS>

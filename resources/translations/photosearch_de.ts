<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>ActivityBar</name>
    <message>
        <source>Indexing</source>
        <translation>Einlesen</translation>
    </message>
    <message>
        <source>Stop indexing</source>
        <translation>Einlesen beenden</translation>
    </message>
    <message>
        <source>Looking at your photos…</source>
        <translation>Ihre Fotos werden angesehen …</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} von {total}</translation>
    </message>
    <message>
        <source>{rate} photos/s</source>
        <translation>{rate} Fotos/s</translation>
    </message>
    <message>
        <source>{duration} left</source>
        <translation>noch {duration}</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) with problems</source>
        <translation>
            <numerusform>%n Datei mit Problemen</numerusform>
            <numerusform>%n Dateien mit Problemen</numerusform>
        </translation>
    </message>
    <message>
        <source>Go on with indexing</source>
        <translation>Mit dem Einlesen fortfahren</translation>
    </message>
    <message>
        <source>Pause indexing</source>
        <translation>Einlesen anhalten</translation>
    </message>
    <message>
        <source>Searching folders</source>
        <translation>Ordner werden durchsucht</translation>
    </message>
    <message>
        <source>Looking at photos</source>
        <translation>Fotos werden angesehen</translation>
    </message>
    <message>
        <source>Learning what looks alike</source>
        <translation>Lernt, was ähnlich aussieht</translation>
    </message>
    <message>
        <source>Comparing photos</source>
        <translation>Fotos werden verglichen</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>Wird gespeichert</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>In Arbeit</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Close the message</source>
        <translation>Meldung schließen</translation>
    </message>
</context>
<context>
    <name>BeforeAfterDialog</name>
    <message>
        <source>Before and after</source>
        <translation>Vorher und nachher</translation>
    </message>
    <message>
        <source>Comparing your photos</source>
        <translation>Ihre Fotos werden verglichen</translation>
    </message>
    <message>
        <source>The figures compare it with the untuned metric:</source>
        <translation>Die Zahlen vergleichen es mit der Suche ohne Gelerntes:</translation>
    </message>
    <message>
        <source>What it would have meant:</source>
        <translation>Was es bedeutet hätte:</translation>
    </message>
    <message>
        <source>Your search works as it did before. No label is lost.</source>
        <translation>Die Suche arbeitet wie vorher. Ihre Gruppen sind unverändert.</translation>
    </message>
    <message>
        <source>What would help</source>
        <translation>Was helfen würde</translation>
    </message>
    <message>
        <source>What was checked</source>
        <translation>Was geprüft wurde</translation>
    </message>
    <message>
        <source>Your groups</source>
        <translation>Ihre Gruppen</translation>
    </message>
    <message>
        <source>How well photos of each group find each other, tried on photos that were held back. The smallest gain comes first.</source>
        <translation>Wie gut die Fotos jeder Gruppe einander finden, ausprobiert an zurückgehaltenen Fotos. Der kleinste Gewinn steht oben.</translation>
    </message>
    <message>
        <source>Your photos, before and after</source>
        <translation>Ihre Fotos, vorher und nachher</translation>
    </message>
    <message>
        <source>It is not kept, so there is nothing to compare.</source>
        <translation>Es wurde nicht behalten, also gibt es nichts zu vergleichen.</translation>
    </message>
    <message>
        <source>Comparing your photos…</source>
        <translation>Ihre Fotos werden verglichen …</translation>
    </message>
    <message>
        <source>“{new}” beside “{old}”</source>
        <translation>„{new}“ neben „{old}“</translation>
    </message>
    <message>
        <source>photosearch has learned from your groups</source>
        <translation>photosearch hat aus Ihren Gruppen gelernt</translation>
    </message>
    <message>
        <source>This was better than the untuned search</source>
        <translation>Das war besser als die Suche ohne Gelerntes</translation>
    </message>
    <message>
        <source>It was not better in every way, so nothing has changed</source>
        <translation>Es war nicht in jeder Hinsicht besser, also ist alles wie vorher</translation>
    </message>
    <message>
        <source>&amp;Keep it</source>
        <translation>&amp;Behalten</translation>
    </message>
    <message>
        <source>&amp;Go back to the search before</source>
        <translation>&amp;Zurück zur Suche vorher</translation>
    </message>
    <message>
        <source>&amp;Use it</source>
        <translation>&amp;Verwenden</translation>
    </message>
    <message>
        <source>There are no groups with photos to compare.</source>
        <translation>Es gibt keine Gruppen mit Fotos zum Vergleichen.</translation>
    </message>
    <message>
        <source>What some photos of your groups find: a tick is a photo of the same group, a plus one that is found only now, a minus one that is no longer found. These photos were learned from; the figures above come from photos that were not.</source>
        <translation>Was einige Fotos Ihrer Gruppen finden: Ein Haken heißt dieselbe Gruppe, ein Plus nur jetzt gefunden, ein Minus nicht mehr gefunden. Aus diesen Fotos wurde gelernt; die Zahlen oben stammen von Fotos, aus denen nicht gelernt wurde.</translation>
    </message>
</context>
<context>
    <name>BrowsePage</name>
    <message>
        <source>Sort by</source>
        <translation>Sortieren nach</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Similarity</source>
        <translation>Ähnlichkeit</translation>
    </message>
    <message>
        <source>Similarity to the selected photo</source>
        <translation>Ähnlichkeit zum gewählten Foto</translation>
    </message>
    <message>
        <source>Size of the photos</source>
        <translation>Größe der Fotos</translation>
    </message>
    <message>
        <source>Last first</source>
        <translation>Letzte zuerst</translation>
    </message>
    <message>
        <source>First first</source>
        <translation>Erste zuerst</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Neueste zuerst</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>Älteste zuerst</translation>
    </message>
</context>
<context>
    <name>BulkDialog</name>
    <message>
        <source>Resolve many at once</source>
        <translation>Viele auf einmal auflösen</translation>
    </message>
    <message>
        <source>Working out what would happen</source>
        <translation>Es wird ermittelt, was geschähe</translation>
    </message>
    <message>
        <source>Name for these rules</source>
        <translation>Name für diese Regeln</translation>
    </message>
    <message>
        <source>&amp;Save and use</source>
        <translation>&amp;Sichern und benutzen</translation>
    </message>
    <message numerus="yes">
        <source>%n group(s)</source>
        <translation>
            <numerusform>%n Gruppe</numerusform>
            <numerusform>%n Gruppen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) of {groups} go to the trash: {size} won</source>
        <translation>
            <numerusform>%n Datei aus {groups} kommt in den Papierkorb: {size} gewonnen</numerusform>
            <numerusform>%n Dateien aus {groups} kommen in den Papierkorb: {size} gewonnen</numerusform>
        </translation>
    </message>
    <message>
        <source>These rules move nothing</source>
        <translation>Diese Regeln verschieben nichts</translation>
    </message>
    <message numerus="yes">
        <source>%n group(s) are left alone:</source>
        <translation>
            <numerusform>%n Gruppe bleibt, wie sie ist:</numerusform>
            <numerusform>%n Gruppen bleiben, wie sie sind:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n file(s) to the trash ({size})</source>
        <translation>
            <numerusform>%n Datei in den Papierkorb ({size})</numerusform>
            <numerusform>%n Dateien in den Papierkorb ({size})</numerusform>
        </translation>
    </message>
    <message>
        <source>Ctrl+↵</source>
        <translation>Strg+↵</translation>
    </message>
    <message>
        <source>Files that go to the trash</source>
        <translation>Dateien, die in den Papierkorb kommen</translation>
    </message>
</context>
<context>
    <name>CheckList</name>
    <message>
        <source>Passed</source>
        <translation>Bestanden</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Nicht bestanden</translation>
    </message>
</context>
<context>
    <name>CloserDialog</name>
    <message>
        <source>Which is more alike?</source>
        <translation>Was ist ähnlicher?</translation>
    </message>
    <message>
        <source>A is more like B than C.</source>
        <translation>A ist B ähnlicher als C.</translation>
    </message>
    <message>
        <source>&amp;Swap B and C</source>
        <translation>B und C &amp;tauschen</translation>
    </message>
    <message>
        <source>&amp;Another one as A</source>
        <translation>Ein &amp;anderes als A</translation>
    </message>
</context>
<context>
    <name>CompareView</name>
    <message>
        <source>Laying one over the other…</source>
        <translation>Eins wird über das andere gelegt …</translation>
    </message>
    <message>
        <source>They don&apos;t lie over each other: one is cropped, or another picture.</source>
        <translation>Sie liegen nicht übereinander: Eins ist beschnitten oder ein anderes Bild.</translation>
    </message>
    <message>
        <source> (turned to fit)</source>
        <translation> (passend gedreht)</translation>
    </message>
    <message>
        <source>F shows the other one at the same place.</source>
        <translation>F zeigt das andere an derselben Stelle.</translation>
    </message>
    <message>
        <source>No visible difference; amplified {gain} times.</source>
        <translation>Kein sichtbarer Unterschied; {gain}-fach verstärkt.</translation>
    </message>
    <message>
        <source>{percent} % of the picture differs visibly; amplified {gain} times.</source>
        <translation>{percent} % des Bildes unterscheiden sich sichtbar; {gain}-fach verstärkt.</translation>
    </message>
</context>
<context>
    <name>CrashReports</name>
    <message>
        <source>Something went wrong</source>
        <translation>Etwas ist schiefgegangen</translation>
    </message>
    <message>
        <source>Something went wrong inside the program. Your photos are safe.</source>
        <translation>Im Programm ist etwas schiefgegangen. Ihre Fotos sind sicher.</translation>
    </message>
    <message>
        <source>A report was saved on this computer; nothing was sent:
{path}</source>
        <translation>Ein Bericht wurde auf diesem Rechner gespeichert; nichts wurde gesendet:
{path}</translation>
    </message>
</context>
<context>
    <name>DuplicateModel</name>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n Datei</numerusform>
            <numerusform>%n Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>{size} to win</source>
        <translation>{size} zu gewinnen</translation>
    </message>
    <message>
        <source>all stay</source>
        <translation>alle bleiben</translation>
    </message>
    <message numerus="yes">
        <source>%n to the trash</source>
        <translation>
            <numerusform>%n in den Papierkorb</numerusform>
            <numerusform>%n in den Papierkorb</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>Find photos by how they look</source>
        <translation>Fotos nach ihrem Aussehen finden</translation>
    </message>
    <message>
        <source>Add a folder with photos. They are looked at in the background, and you can search as soon as the first ones are in.</source>
        <translation>Fügen Sie einen Ordner mit Fotos hinzu. Sie werden im Hintergrund angesehen, und sobald die ersten da sind, können Sie suchen.</translation>
    </message>
    <message>
        <source>Add your photo folder</source>
        <translation>Fotoordner hinzufügen</translation>
    </message>
    <message>
        <source>Nothing ever leaves this computer. Your files stay as they are.</source>
        <translation>Nichts verlässt je diesen Rechner. Ihre Dateien bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Looking at your photos…</source>
        <translation>Ihre Fotos werden angesehen …</translation>
    </message>
    <message>
        <source>The first ones appear here in a moment.</source>
        <translation>Die ersten erscheinen hier gleich.</translation>
    </message>
    <message>
        <source>No photos in your folders yet</source>
        <translation>Noch keine Fotos in Ihren Ordnern</translation>
    </message>
    <message>
        <source>New photos appear here by themselves. You can also add another folder.</source>
        <translation>Neue Fotos erscheinen hier von selbst. Sie können auch einen weiteren Ordner hinzufügen.</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>Ordner hinzufügen</translation>
    </message>
    <message>
        <source>No photos with this folder and date</source>
        <translation>Keine Fotos mit diesem Ordner und Datum</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle zeigen</translation>
    </message>
    <message>
        <source>No photos in this group yet</source>
        <translation>Noch keine Fotos in dieser Gruppe</translation>
    </message>
    <message>
        <source>Go back, select photos and press the group&apos;s number key, or drag them onto the group.</source>
        <translation>Gehen Sie zurück, wählen Sie Fotos aus und drücken Sie die Zifferntaste der Gruppe, oder ziehen Sie die Fotos auf die Gruppe.</translation>
    </message>
    <message>
        <source>Nothing in your library looks similar</source>
        <translation>Nichts in Ihrer Sammlung sieht ähnlich aus</translation>
    </message>
    <message>
        <source>Try another picture, or move the slider above towards “Same kind”.</source>
        <translation>Versuchen Sie ein anderes Bild, oder schieben Sie den Regler oben zu „Gleiche Art“.</translation>
    </message>
    <message>
        <source>Show less similar photos</source>
        <translation>Weniger ähnliche Fotos zeigen</translation>
    </message>
</context>
<context>
    <name>ExamplePictures</name>
    <message>
        <source>photo</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>pasted picture</source>
        <translation>eingefügtes Bild</translation>
    </message>
</context>
<context>
    <name>FactsTable</name>
    <message>
        <source>Differences</source>
        <translation>Unterschiede</translation>
    </message>
    <message>
        <source>Suggestion</source>
        <translation>Vorschlag</translation>
    </message>
    <message>
        <source>The same: {facts}</source>
        <translation>Gleich: {facts}</translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation>Pixel</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>JPEG quality</source>
        <translation>JPEG-Qualität</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Aufgenommen</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Geschrieben</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Details kept</source>
        <translation>Angaben</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
</context>
<context>
    <name>FilterPanel</name>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle zeigen</translation>
    </message>
    <message>
        <source>FOLDERS</source>
        <translation>ORDNER</translation>
    </message>
    <message>
        <source>DATES</source>
        <translation>DATUM</translation>
    </message>
</context>
<context>
    <name>FolderActions</name>
    <message>
        <source>Add a folder with photos</source>
        <translation>Ordner mit Fotos hinzufügen</translation>
    </message>
    <message>
        <source>Many photos are gone</source>
        <translation>Viele Fotos sind verschwunden</translation>
    </message>
    <message>
        <source>If a drive is not connected, connect it and look again. Nothing was changed.</source>
        <translation>Ist ein Laufwerk nicht angeschlossen, schließen Sie es an und lassen Sie noch einmal nachsehen. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>They are gone</source>
        <translation>Sie sind weg</translation>
    </message>
    <message>
        <source>Change nothing</source>
        <translation>Nichts ändern</translation>
    </message>
    <message>
        <source>Add it again</source>
        <translation>Wieder hinzufügen</translation>
    </message>
</context>
<context>
    <name>FoldersDialog</name>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Photos in these folders can be found. Removing a folder here deletes no file.</source>
        <translation>Fotos in diesen Ordnern können gefunden werden. Einen Ordner hier zu entfernen, löscht keine Datei.</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>Ordner hinzufügen …</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Fotos</translation>
    </message>
    <message>
        <source>Used as</source>
        <translation>Verwendet als</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Neu ansehen</translation>
    </message>
    <message>
        <source>Leave out…</source>
        <translation>Auslassen …</translation>
    </message>
    <message>
        <source>Release the drive</source>
        <translation>Laufwerk freigeben</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>My photos</source>
        <translation>Meine Fotos</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>Sicherung</translation>
    </message>
    <message>
        <source>{folder} is used as</source>
        <translation>{folder} wird verwendet als</translation>
    </message>
    <message>
        <source>its drive</source>
        <translation>sein Laufwerk</translation>
    </message>
    <message>
        <source>Offline: {drive} is away</source>
        <translation>Offline: {drive} fehlt</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) with problems</source>
        <translation>
            <numerusform>%n Datei mit Problemen</numerusform>
            <numerusform>%n Dateien mit Problemen</numerusform>
        </translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Not looked at yet</source>
        <translation>Noch nicht angesehen</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>Auslassen</translation>
    </message>
    <message>
        <source>One pattern a line, such as *.tmp or Old/*</source>
        <translation>Ein Muster je Zeile, etwa *.tmp oder Alt/*</translation>
    </message>
</context>
<context>
    <name>GainModel</name>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Fotos</translation>
    </message>
    <message>
        <source>Before and after, out of 100</source>
        <translation>Vorher und nachher, von 100</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
</context>
<context>
    <name>GrainSlider</name>
    <message>
        <source>From the same thing to the same kind</source>
        <translation>Vom selben Ding zur gleichen Art</translation>
    </message>
    <message>
        <source>Left: only this very thing or scene. Right: anything of the same kind.</source>
        <translation>Links: nur genau dieses Ding oder diese Szene. Rechts: alles von gleicher Art.</translation>
    </message>
    <message>
        <source>Same thing</source>
        <translation>Selbes Ding</translation>
    </message>
    <message>
        <source>Same kind</source>
        <translation>Gleiche Art</translation>
    </message>
</context>
<context>
    <name>GridView</name>
    <message>
        <source>Photos</source>
        <translation>Fotos</translation>
    </message>
</context>
<context>
    <name>GroupActions</name>
    <message>
        <source>Name of the group</source>
        <translation>Name der Gruppe</translation>
    </message>
    <message numerus="yes">
        <source>Name of the group for %n photo(s)</source>
        <translation>
            <numerusform>Name der Gruppe für %n Foto</numerusform>
            <numerusform>Name der Gruppe für %n Fotos</numerusform>
        </translation>
    </message>
    <message>
        <source>New group</source>
        <translation>Neue Gruppe</translation>
    </message>
    <message>
        <source>Made the group “{name}”.</source>
        <translation>Die Gruppe „{name}“ ist angelegt.</translation>
    </message>
    <message>
        <source>Select photos first.</source>
        <translation>Wählen Sie zuerst Fotos aus.</translation>
    </message>
    <message numerus="yes">
        <source>Add %n photo(s) to a group</source>
        <translation>
            <numerusform>%n Foto zu einer Gruppe hinzufügen</numerusform>
            <numerusform>%n Fotos zu einer Gruppe hinzufügen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) already in “{name}”.</source>
        <translation>
            <numerusform>%n Foto ist schon in „{name}“.</numerusform>
            <numerusform>%n Fotos sind schon in „{name}“.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Added %n photo(s) to “{name}”.</source>
        <translation>
            <numerusform>%n Foto zu „{name}“ hinzugefügt.</numerusform>
            <numerusform>%n Fotos zu „{name}“ hinzugefügt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Made the group “{name}” of %n photo(s).</source>
        <translation>
            <numerusform>Die Gruppe „{name}“ aus %n Foto ist angelegt.</numerusform>
            <numerusform>Die Gruppe „{name}“ aus %n Fotos ist angelegt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Took %n photo(s) out of “{name}”.</source>
        <translation>
            <numerusform>%n Foto aus „{name}“ herausgenommen.</numerusform>
            <numerusform>%n Fotos aus „{name}“ herausgenommen.</numerusform>
        </translation>
    </message>
    <message>
        <source>“{before}” is called “{name}” now.</source>
        <translation>„{before}“ heißt jetzt „{name}“.</translation>
    </message>
    <message>
        <source>Merge “{name}” into</source>
        <translation>„{name}“ zusammenführen mit</translation>
    </message>
    <message>
        <source>Merged “{other}” into “{name}”.</source>
        <translation>„{other}“ ist jetzt in „{name}“ enthalten.</translation>
    </message>
    <message>
        <source>Deleted the group “{name}”; its photos stay.</source>
        <translation>Die Gruppe „{name}“ ist gelöscht; ihre Fotos bleiben.</translation>
    </message>
</context>
<context>
    <name>GroupHeader</name>
    <message>
        <source>Back to all photos (Esc)</source>
        <translation>Zurück zu allen Fotos (Esc)</translation>
    </message>
    <message>
        <source>Back to all photos</source>
        <translation>Zurück zu allen Fotos</translation>
    </message>
    <message>
        <source>What was said…</source>
        <translation>Was gesagt wurde …</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>Auswählen</translation>
    </message>
</context>
<context>
    <name>GroupImportDialog</name>
    <message>
        <source>Import groups</source>
        <translation>Gruppen importieren</translation>
    </message>
    <message>
        <source>What is left out</source>
        <translation>Was ausgelassen wird</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>In Arbeit</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>&amp;Importieren</translation>
    </message>
    <message>
        <source>Groups of the import</source>
        <translation>Gruppen des Imports</translation>
    </message>
    <message>
        <source>Nothing is changed before you have seen here what would be imported.</source>
        <translation>Nichts wird geändert, bevor Sie hier gesehen haben, was importiert würde.</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Wird angesehen …</translation>
    </message>
    <message numerus="yes">
        <source>%n new group(s)</source>
        <translation>
            <numerusform>%n neue Gruppe</numerusform>
            <numerusform>%n neue Gruppen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n that exist(s)</source>
        <translation>
            <numerusform>%n vorhandene</numerusform>
            <numerusform>%n vorhandene</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) come(s) into groups</source>
        <translation>
            <numerusform>%n Foto kommt in Gruppen</numerusform>
            <numerusform>%n Fotos kommen in Gruppen</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped; nothing was changed.</source>
        <translation>Angehalten; nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Line {line}: {reason}</source>
        <translation>Zeile {line}: {reason}</translation>
    </message>
    <message>
        <source>Not in the library: {name}</source>
        <translation>Nicht in der Bibliothek: {name}</translation>
    </message>
    <message>
        <source>Without a group: {name}</source>
        <translation>Ohne Gruppe: {name}</translation>
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
    <name>GroupModel</name>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n Foto</numerusform>
            <numerusform>%n Fotos</numerusform>
        </translation>
    </message>
    <message>
        <source>key {number}</source>
        <translation>Taste {number}</translation>
    </message>
</context>
<context>
    <name>GroupPicker</name>
    <message>
        <source>Name of a group</source>
        <translation>Name einer Gruppe</translation>
    </message>
    <message>
        <source>&amp;Make a new group</source>
        <translation>&amp;Neue Gruppe anlegen</translation>
    </message>
    <message>
        <source>No group has this in its name.</source>
        <translation>Keine Gruppe hat das im Namen.</translation>
    </message>
    <message>
        <source>Type a name, or choose a group with the arrow keys.</source>
        <translation>Tippen Sie einen Namen, oder wählen Sie eine Gruppe mit den Pfeiltasten.</translation>
    </message>
    <message>
        <source>Enter makes the new group “{name}”.</source>
        <translation>Die Eingabetaste legt die neue Gruppe „{name}“ an.</translation>
    </message>
</context>
<context>
    <name>GroupPlanModel</name>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Fotos</translation>
    </message>
    <message>
        <source>For example</source>
        <translation>Zum Beispiel</translation>
    </message>
    <message>
        <source>Worth knowing</source>
        <translation>Wissenswert</translation>
    </message>
    <message numerus="yes">
        <source>there already with %n of these</source>
        <translation>
            <numerusform>schon da, mit %n davon</numerusform>
            <numerusform>schon da, mit %n davon</numerusform>
        </translation>
    </message>
    <message>
        <source>there already</source>
        <translation>schon da</translation>
    </message>
    <message>
        <source>only one photo</source>
        <translation>nur ein Foto</translation>
    </message>
    <message numerus="yes">
        <source>%n also in another group</source>
        <translation>
            <numerusform>%n auch in einer anderen Gruppe</numerusform>
            <numerusform>%n auch in einer anderen Gruppe</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GroupRows</name>
    <message>
        <source>Groups of duplicates</source>
        <translation>Gruppen von Duplikaten</translation>
    </message>
</context>
<context>
    <name>GroupSourceForm</name>
    <message>
        <source>&amp;Folders: each sub-folder is a group</source>
        <translation>&amp;Ordner: jeder Unterordner ist eine Gruppe</translation>
    </message>
    <message>
        <source>A &amp;table (CSV) with the columns file and group</source>
        <translation>Eine &amp;Tabelle (CSV) mit den Spalten Datei und Gruppe</translation>
    </message>
    <message>
        <source>&amp;Names of files: the group is a part of each name</source>
        <translation>&amp;Dateinamen: die Gruppe ist ein Teil jedes Namens</translation>
    </message>
    <message>
        <source>Folder or table</source>
        <translation>Ordner oder Tabelle</translation>
    </message>
    <message>
        <source>&amp;Choose…</source>
        <translation>&amp;Wählen …</translation>
    </message>
    <message>
        <source>&amp;Pattern</source>
        <translation>&amp;Muster</translation>
    </message>
    <message>
        <source>SKU123_02.jpg belongs to the group SKU123 with {pattern}</source>
        <translation>SKU123_02.jpg gehört mit {pattern} zur Gruppe SKU123</translation>
    </message>
    <message>
        <source>F&amp;rom</source>
        <translation>&amp;Von</translation>
    </message>
    <message>
        <source>Choose a table</source>
        <translation>Tabelle wählen</translation>
    </message>
    <message>
        <source>Tables (*.csv *.tsv *.txt)</source>
        <translation>Tabellen (*.csv *.tsv *.txt)</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Ordner wählen</translation>
    </message>
</context>
<context>
    <name>GroupView</name>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
</context>
<context>
    <name>GroupWiring</name>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n Foto</numerusform>
            <numerusform>%n Fotos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n group(s)</source>
        <translation>
            <numerusform>%n Gruppe</numerusform>
            <numerusform>%n Gruppen</numerusform>
        </translation>
    </message>
    <message>
        <source>Imported {photos} into {groups}.</source>
        <translation>{photos} in {groups} importiert.</translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n ausgewählt</numerusform>
            <numerusform>%n ausgewählt</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Choose a group first.</source>
        <translation>Wählen Sie zuerst eine Gruppe.</translation>
    </message>
    <message>
        <source>No group has the key {key}; give it one in the menu of a group.</source>
        <translation>Keine Gruppe hat die Taste {key}; im Menü einer Gruppe können Sie sie vergeben.</translation>
    </message>
    <message>
        <source>Show a group first; then take photos out of it.</source>
        <translation>Zeigen Sie zuerst eine Gruppe an; dann nehmen Sie Fotos heraus.</translation>
    </message>
    <message>
        <source>&amp;Number key</source>
        <translation>&amp;Zifferntaste</translation>
    </message>
    <message>
        <source>No key</source>
        <translation>Keine Taste</translation>
    </message>
</context>
<context>
    <name>GroupsSection</name>
    <message>
        <source>Import groups from folders, a table or names of files…</source>
        <translation>Gruppen aus Ordnern, einer Tabelle oder Dateinamen importieren …</translation>
    </message>
    <message>
        <source>Import groups</source>
        <translation>Gruppen importieren</translation>
    </message>
    <message>
        <source>Find a group</source>
        <translation>Gruppe suchen</translation>
    </message>
    <message>
        <source>Put photos together that are alike to you: drag them onto “New group…”, or select some and press G. photosearch learns from your groups what to look for.</source>
        <translation>Legen Sie zusammen, was für Sie zusammengehört: Ziehen Sie Fotos auf „Neue Gruppe …“, oder wählen Sie welche aus und drücken Sie G. Aus Ihren Gruppen lernt photosearch, worauf es ankommt.</translation>
    </message>
    <message>
        <source>GROUPS</source>
        <translation>GRUPPEN</translation>
    </message>
</context>
<context>
    <name>InfoPanel</name>
    <message>
        <source>About this photo</source>
        <translation>Über dieses Foto</translation>
    </message>
    <message>
        <source>NAME</source>
        <translation>NAME</translation>
    </message>
    <message>
        <source>TAKEN</source>
        <translation>AUFGENOMMEN</translation>
    </message>
    <message>
        <source>CAMERA</source>
        <translation>KAMERA</translation>
    </message>
    <message>
        <source>PLACE</source>
        <translation>ORT</translation>
    </message>
    <message>
        <source>SIZE</source>
        <translation>GRÖSSE</translation>
    </message>
    <message>
        <source>FILE</source>
        <translation>DATEI</translation>
    </message>
    <message>
        <source>FILES WITH THIS PICTURE</source>
        <translation>DATEIEN MIT DIESEM BILD</translation>
    </message>
    <message>
        <source>STATE</source>
        <translation>ZUSTAND</translation>
    </message>
    <message>
        <source>LENS</source>
        <translation>OBJEKTIV</translation>
    </message>
    <message>
        <source>DESCRIPTION</source>
        <translation>BESCHREIBUNG</translation>
    </message>
    <message>
        <source>ARTIST</source>
        <translation>FOTOGRAF</translation>
    </message>
    <message>
        <source>COPYRIGHT</source>
        <translation>URHEBERRECHT</translation>
    </message>
    <message>
        <source>EXPOSURE</source>
        <translation>BELICHTUNG</translation>
    </message>
    <message>
        <source>Offline: its drive is not connected. The small picture is shown.</source>
        <translation>Offline: Sein Laufwerk ist nicht angeschlossen. Gezeigt wird das kleine Bild.</translation>
    </message>
    <message>
        <source>Missing: the file is no longer where it was.</source>
        <translation>Fehlt: Die Datei ist nicht mehr, wo sie war.</translation>
    </message>
</context>
<context>
    <name>KeyHelp</name>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
</context>
<context>
    <name>LearnButton</name>
    <message>
        <source>Learn from these groups…</source>
        <translation>Aus Gruppen lernen …</translation>
    </message>
    <message>
        <source>Needs two groups of three or more photos.</source>
        <translation>Braucht zwei Gruppen mit je drei oder mehr Fotos.</translation>
    </message>
    <message>
        <source>Learning…</source>
        <translation>Es wird gelernt …</translation>
    </message>
    <message>
        <source>Search by what is alike to you (Ctrl+L)</source>
        <translation>Danach suchen, was für Sie ähnlich ist (Strg+L)</translation>
    </message>
</context>
<context>
    <name>LearnDialog</name>
    <message>
        <source>Learn from your groups</source>
        <translation>Aus Ihren Gruppen lernen</translation>
    </message>
    <message>
        <source>Such as: same place</source>
        <translation>Etwa: selber Ort</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>In one step (recommended)</source>
        <translation>In einem Schritt (empfohlen)</translation>
    </message>
    <message>
        <source>Train with a loss of your choice</source>
        <translation>Trainieren, mit einem Verlust Ihrer Wahl</translation>
    </message>
    <message>
        <source>&amp;Learn</source>
        <translation>&amp;Lernen</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n Foto</numerusform>
            <numerusform>%n Fotos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>photosearch learns from %n group(s) with {photos} what is alike to you.</source>
        <translation>
            <numerusform>photosearch lernt aus %n Gruppe mit {photos}, was für Sie ähnlich ist.</numerusform>
            <numerusform>photosearch lernt aus %n Gruppen mit {photos}, was für Sie ähnlich ist.</numerusform>
        </translation>
    </message>
    <message>
        <source>It tries what it learned on photos that it has not seen, and uses it only if it is better. Then it shows you before and after; you can always go back. Your photos stay as they are, and you can go on working meanwhile.</source>
        <translation>Das Gelernte wird an Fotos ausprobiert, die dabei nicht gesehen wurden, und nur verwendet, wenn es besser ist. Dann sehen Sie vorher und nachher; zurück geht es immer. Ihre Fotos bleiben, wie sie sind, und Sie können inzwischen weiterarbeiten.</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>L&amp;oss</source>
        <translation>Verl&amp;ust</translation>
    </message>
    <message>
        <source>&amp;Protect other photos</source>
        <translation>Andere Fotos &amp;schützen</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Protect other photos</source>
        <translation>Andere Fotos schützen</translation>
    </message>
    <message>
        <source>More keeps the rest of the library as it is; 0 nothing.</source>
        <translation>Mehr lässt den Rest der Bibliothek, wie er ist; 0 schützt nichts.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Search by a picture</source>
        <translation>Mit einem Bild suchen</translation>
    </message>
    <message>
        <source>That is only an address, and nothing is ever fetched from the network. Drop the picture itself, or save it first.</source>
        <translation>Das ist nur eine Adresse, und aus dem Netz wird nie etwas geholt. Ziehen Sie das Bild selbst hierher, oder speichern Sie es zuerst.</translation>
    </message>
    <message>
        <source>There is no picture in that.</source>
        <translation>Darin ist kein Bild.</translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation>Duplikate</translation>
    </message>
    <message>
        <source>Find and resolve duplicates (Ctrl+Shift+D)</source>
        <translation>Duplikate finden und auflösen (Strg+Umschalt+D)</translation>
    </message>
    <message>
        <source>Drop it on the search bar to add it to the search.</source>
        <translation>Legen Sie es auf der Suchleiste ab, um es zur Suche hinzuzufügen.</translation>
    </message>
</context>
<context>
    <name>MatchPanel</name>
    <message>
        <source>Example</source>
        <translation>Beispiel</translation>
    </message>
    <message>
        <source>This photo</source>
        <translation>Dieses Foto</translation>
    </message>
    <message>
        <source>Why this match</source>
        <translation>Warum dieser Treffer</translation>
    </message>
</context>
<context>
    <name>MatchWiring</name>
    <message>
        <source>Search for something: then results say why they match.</source>
        <translation>Suchen Sie zuerst nach etwas: Dann sagen die Treffer, warum sie passen.</translation>
    </message>
</context>
<context>
    <name>MatchWords</name>
    <message>
        <source>everywhere</source>
        <translation>überall</translation>
    </message>
    <message>
        <source>upper left</source>
        <translation>links oben</translation>
    </message>
    <message>
        <source>top</source>
        <translation>oben</translation>
    </message>
    <message>
        <source>upper right</source>
        <translation>rechts oben</translation>
    </message>
    <message>
        <source>left</source>
        <translation>links</translation>
    </message>
    <message>
        <source>middle</source>
        <translation>in der Mitte</translation>
    </message>
    <message>
        <source>right</source>
        <translation>rechts</translation>
    </message>
    <message>
        <source>lower left</source>
        <translation>links unten</translation>
    </message>
    <message>
        <source>bottom</source>
        <translation>unten</translation>
    </message>
    <message>
        <source>lower right</source>
        <translation>rechts unten</translation>
    </message>
    <message>
        <source>Mostly the colours match.</source>
        <translation>Vor allem die Farben stimmen überein.</translation>
    </message>
    <message>
        <source>Mostly the layout matches.</source>
        <translation>Vor allem der Bildaufbau stimmt überein.</translation>
    </message>
    <message>
        <source>Mostly what they show matches.</source>
        <translation>Vor allem das Motiv stimmt überein.</translation>
    </message>
    <message>
        <source>A little of everything matches.</source>
        <translation>Von allem stimmt etwas überein.</translation>
    </message>
    <message>
        <source>Colour {colour} %, layout {layout} %, subject {subject} %.</source>
        <translation>Farbe {colour} %, Aufbau {layout} %, Motiv {subject} %.</translation>
    </message>
    <message>
        <source>Most alike in both: {place}.</source>
        <translation>Am ähnlichsten in beiden: {place}.</translation>
    </message>
    <message>
        <source>Most alike: {example} in the example, {photo} in this photo.</source>
        <translation>Am ähnlichsten: {example} im Beispiel, {photo} in diesem Foto.</translation>
    </message>
</context>
<context>
    <name>MemberStrip</name>
    <message>
        <source>Photos of this group</source>
        <translation>Fotos dieser Gruppe</translation>
    </message>
</context>
<context>
    <name>MenuWiring</name>
    <message>
        <source>About photosearch</source>
        <translation>Über photosearch</translation>
    </message>
    <message>
        <source>Finds photos by how they look. Everything happens on this computer; nothing is sent anywhere.

Free software under the Apache License 2.0. Qt {qt}.</source>
        <translation>Findet Fotos nach ihrem Aussehen. Alles geschieht auf diesem Rechner; nichts wird irgendwohin gesendet.

Freie Software unter der Apache-Lizenz 2.0. Qt {qt}.</translation>
    </message>
</context>
<context>
    <name>MetricsDialog</name>
    <message>
        <source>What was learned</source>
        <translation>Gelerntes</translation>
    </message>
    <message>
        <source>Each line is a way to tell which photos are alike. One of them is in use; the others are kept, so that you can go back and forth.</source>
        <translation>Jede Zeile ist eine Art zu sagen, welche Fotos ähnlich sind. Eine ist in Gebrauch; die anderen bleiben, damit Sie hin und her wechseln können.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Gemacht</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Gelernt aus</translation>
    </message>
    <message>
        <source>Gain</source>
        <translation>Gewinn</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>&amp;Use</source>
        <translation>&amp;Verwenden</translation>
    </message>
    <message>
        <source>&amp;Compare with the one in use…</source>
        <translation>Mit der in Gebrauch ver&amp;gleichen …</translation>
    </message>
    <message>
        <source>Re&amp;name…</source>
        <translation>&amp;Umbenennen …</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportieren …</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>&amp;Importieren …</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>En&amp;tfernen</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>In Gebrauch</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Export what was learned</source>
        <translation>Gelerntes exportieren</translation>
    </message>
    <message>
        <source>Import what was learned</source>
        <translation>Gelerntes importieren</translation>
    </message>
    <message>
        <source>Remove “{name}”? This can&apos;t be undone; your groups stay.</source>
        <translation>„{name}“ entfernen? Das lässt sich nicht rückgängig machen; Ihre Gruppen bleiben.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
</context>
<context>
    <name>NewGroupButton</name>
    <message>
        <source>New group…</source>
        <translation>Neue Gruppe …</translation>
    </message>
    <message>
        <source>Make a group (Ctrl+G), or drop photos here</source>
        <translation>Eine Gruppe anlegen (Strg+G), oder Fotos hier ablegen</translation>
    </message>
</context>
<context>
    <name>PhotoActions</name>
    <message numerus="yes">
        <source>%n photo(s) copied.</source>
        <translation>
            <numerusform>%n Foto kopiert.</numerusform>
            <numerusform>%n Fotos kopiert.</numerusform>
        </translation>
    </message>
    <message>
        <source>Open with</source>
        <translation>Öffnen mit</translation>
    </message>
    <message>
        <source>Forget photos</source>
        <translation>Fotos vergessen</translation>
    </message>
    <message numerus="yes">
        <source>Forget %n photo(s)?</source>
        <translation>
            <numerusform>%n Foto vergessen?</numerusform>
            <numerusform>%n Fotos vergessen?</numerusform>
        </translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Vergessen</translation>
    </message>
    <message numerus="yes">
        <source>The library forgets them for good. %n file(s) stay as they are.</source>
        <translation>
            <numerusform>Die Sammlung vergisst sie für immer. %n Datei bleibt, wie sie ist.</numerusform>
            <numerusform>Die Sammlung vergisst sie für immer. %n Dateien bleiben, wie sie sind.</numerusform>
        </translation>
    </message>
    <message>
        <source>Files that stay in your folders are found again at the next look, unless they are left out.</source>
        <translation>Dateien, die in Ihren Ordnern bleiben, werden beim nächsten Nachsehen wieder gefunden, wenn sie nicht ausgelassen werden.</translation>
    </message>
</context>
<context>
    <name>PhotoModel</name>
    <message>
        <source>offline</source>
        <translation>offline</translation>
    </message>
</context>
<context>
    <name>PictureView</name>
    <message>
        <source>Photo</source>
        <translation>Foto</translation>
    </message>
</context>
<context>
    <name>ProblemsDialog</name>
    <message>
        <source>Files with problems</source>
        <translation>Dateien mit Problemen</translation>
    </message>
    <message>
        <source>These files were left out. They are tried again when they change.</source>
        <translation>Diese Dateien wurden ausgelassen. Sie werden wieder versucht, wenn sie sich ändern.</translation>
    </message>
    <message>
        <source>Show in the file manager</source>
        <translation>Im Dateimanager zeigen</translation>
    </message>
    <message>
        <source>Copy the list</source>
        <translation>Liste kopieren</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
</context>
<context>
    <name>QueryBar</name>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>Drop or paste a photo here to find similar ones</source>
        <translation>Foto hierher ziehen oder einfügen, um ähnliche zu finden</translation>
    </message>
    <message>
        <source>Choose a picture…</source>
        <translation>Bild wählen …</translation>
    </message>
    <message>
        <source>End the search (Esc)</source>
        <translation>Suche beenden (Esc)</translation>
    </message>
    <message>
        <source>End the search</source>
        <translation>Suche beenden</translation>
    </message>
</context>
<context>
    <name>QueryChip</name>
    <message>
        <source>Not like {name}</source>
        <translation>Nicht wie {name}</translation>
    </message>
    <message>
        <source>Like {name}</source>
        <translation>Wie {name}</translation>
    </message>
    <message>
        <source>part</source>
        <translation>Teil</translation>
    </message>
    <message>
        <source>not:</source>
        <translation>nicht:</translation>
    </message>
    <message>
        <source>Find photos like this</source>
        <translation>Fotos wie dieses suchen</translation>
    </message>
    <message>
        <source>Not like this</source>
        <translation>Nicht wie dieses</translation>
    </message>
    <message>
        <source>Remove from the search</source>
        <translation>Aus der Suche nehmen</translation>
    </message>
</context>
<context>
    <name>RefusedDialog</name>
    <message>
        <source>Not moved to the trash</source>
        <translation>Nicht in den Papierkorb verschoben</translation>
    </message>
    <message>
        <source>These files are where they were; nothing happened to them.</source>
        <translation>Diese Dateien sind, wo sie waren; ihnen ist nichts geschehen.</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
</context>
<context>
    <name>RemovalModel</name>
    <message>
        <source>Goes</source>
        <translation>Geht</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Stays</source>
        <translation>Bleibt</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
</context>
<context>
    <name>ResultsFooter</name>
    <message>
        <source>Less similar photos are shown, too.</source>
        <translation>Weniger ähnliche Fotos werden auch gezeigt.</translation>
    </message>
    <message>
        <source>Hide them</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>Nothing more looks similar.</source>
        <translation>Mehr sieht nicht ähnlich aus.</translation>
    </message>
    <message numerus="yes">
        <source>Show %n less similar photo(s)</source>
        <translation>
            <numerusform>%n weniger ähnliches Foto zeigen</numerusform>
            <numerusform>%n weniger ähnliche Fotos zeigen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewBackups</name>
    <message numerus="yes">
        <source>%n photo(s) without a backup</source>
        <translation>
            <numerusform>%n Foto ohne Sicherung</numerusform>
            <numerusform>%n Fotos ohne Sicherung</numerusform>
        </translation>
    </message>
    <message>
        <source>Show all photos</source>
        <translation>Alle Fotos zeigen</translation>
    </message>
    <message>
        <source>Back to the duplicates</source>
        <translation>Zurück zu den Duplikaten</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) have no backup</source>
        <translation>
            <numerusform>%n Foto hat keine Sicherung</numerusform>
            <numerusform>%n Fotos haben keine Sicherung</numerusform>
        </translation>
    </message>
    <message>
        <source>{shared} of {files} files of “{folder}” are in “{other}”, too. Is it a backup? Then nothing in it counts as a duplicate, and nothing in it is touched.</source>
        <translation>{shared} von {files} Dateien von „{folder}“ liegen auch in „{other}“. Ist es eine Sicherung? Dann gilt nichts darin als Duplikat, und nichts darin wird angetastet.</translation>
    </message>
    <message>
        <source>A backup</source>
        <translation>Eine Sicherung</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
</context>
<context>
    <name>ReviewBar</name>
    <message>
        <source>Side by side</source>
        <translation>Nebeneinander</translation>
    </message>
    <message>
        <source>Flicker</source>
        <translation>Wechselbild</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Unterschied</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Annehmen</translation>
    </message>
    <message>
        <source>Accept suggestion</source>
        <translation>Vorschlag annehmen</translation>
    </message>
    <message>
        <source>Keep / trash</source>
        <translation>Behalten / weg</translation>
    </message>
    <message>
        <source>Keep or trash</source>
        <translation>Behalten oder in den Papierkorb</translation>
    </message>
    <message>
        <source>Keep only this</source>
        <translation>Nur dieses</translation>
    </message>
    <message>
        <source>Keep only this one</source>
        <translation>Nur dieses behalten</translation>
    </message>
    <message>
        <source>Not duplicates</source>
        <translation>Keine Duplikate</translation>
    </message>
</context>
<context>
    <name>ReviewDeeds</name>
    <message numerus="yes">
        <source>%n photo(s) will not be called duplicates again.</source>
        <translation>
            <numerusform>%n Foto wird nie wieder Duplikat genannt.</numerusform>
            <numerusform>%n Fotos werden nie wieder Duplikate genannt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Set them aside</source>
        <translation>Beiseite legen</translation>
    </message>
    <message>
        <source>Leave them</source>
        <translation>So lassen</translation>
    </message>
    <message>
        <source>Show why</source>
        <translation>Grund zeigen</translation>
    </message>
</context>
<context>
    <name>ReviewHead</name>
    <message>
        <source>Look again (R)</source>
        <translation>Neu suchen (R)</translation>
    </message>
    <message>
        <source>Resolve many at once…  B</source>
        <translation>Viele auflösen …  B</translation>
    </message>
    <message>
        <source>Resolve many at once</source>
        <translation>Viele auf einmal auflösen</translation>
    </message>
    <message>
        <source>Where the copies lie</source>
        <translation>Wo die Kopien liegen</translation>
    </message>
    <message>
        <source>In all folders</source>
        <translation>In allen Ordnern</translation>
    </message>
    <message>
        <source>Only across folders</source>
        <translation>Nur über Ordner hinweg</translation>
    </message>
    <message>
        <source>Only within a folder</source>
        <translation>Nur innerhalb eines Ordners</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>All folders</source>
        <translation>Alle Ordner</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>To do</source>
        <translation>Zu tun</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Erledigt</translation>
    </message>
    <message numerus="yes">
        <source>{done} of %n group(s)</source>
        <translation>
            <numerusform>{done} von %n Gruppe</numerusform>
            <numerusform>{done} von %n Gruppen</numerusform>
        </translation>
    </message>
    <message>
        <source>{size} to win</source>
        <translation>{size} zu gewinnen</translation>
    </message>
    <message>
        <source>Waiting until the new photos are in</source>
        <translation>Wartet, bis die neuen Fotos eingelesen sind</translation>
    </message>
    <message>
        <source>Looking for duplicates…</source>
        <translation>Duplikate werden gesucht …</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} von {total}</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Looking for photos that are alike</source>
        <translation>Ähnliche Fotos werden gesucht</translation>
    </message>
    <message>
        <source>Looking closely at unclear pairs</source>
        <translation>Unklare Paare werden genau angesehen</translation>
    </message>
    <message>
        <source>Comparing pixel by pixel</source>
        <translation>Pixel werden verglichen</translation>
    </message>
    <message>
        <source>Moving to the trash</source>
        <translation>In den Papierkorb</translation>
    </message>
    <message>
        <source>Ctrl+{number}</source>
        <translation>Strg+{number}</translation>
    </message>
    <message>
        <source>Back to the photos (Esc)</source>
        <translation>Zurück zu den Fotos (Esc)</translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation>Duplikate</translation>
    </message>
    <message>
        <source>Keys (H)</source>
        <translation>Tasten (H)</translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message numerus="yes">
        <source>Move %n file(s) to the trash ({size})</source>
        <translation>
            <numerusform>%n Datei in den Papierkorb ({size})</numerusform>
            <numerusform>%n Dateien in den Papierkorb ({size})</numerusform>
        </translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Entf</translation>
    </message>
    <message numerus="yes">
        <source>Move all %n marked to the trash ({size})</source>
        <translation>
            <numerusform>Alle %n markierten in den Papierkorb ({size})</numerusform>
            <numerusform>Alle %n markierten in den Papierkorb ({size})</numerusform>
        </translation>
    </message>
    <message>
        <source>Shift+Del</source>
        <translation>Umschalt+Entf</translation>
    </message>
</context>
<context>
    <name>ReviewTexts</name>
    <message>
        <source>One of them has to stay.</source>
        <translation>Eins von ihnen muss bleiben.</translation>
    </message>
    <message>
        <source>It lies in a reference folder: it stays.</source>
        <translation>Es liegt in einem Referenzordner: Es bleibt.</translation>
    </message>
    <message>
        <source>Nothing was suggested there; it stays as it is.</source>
        <translation>Dort war nichts vorgeschlagen; es bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>Nothing is marked for the trash yet.</source>
        <translation>Noch ist nichts für den Papierkorb markiert.</translation>
    </message>
    <message>
        <source>It is one picture. To keep every copy, make its folder a backup.</source>
        <translation>Es ist ein Bild. Um jede Kopie zu behalten, machen Sie ihren Ordner zur Sicherung.</translation>
    </message>
    <message>
        <source>There is no trash here to move files to; nothing was touched.</source>
        <translation>Hier gibt es keinen Papierkorb; nichts wurde angetastet.</translation>
    </message>
    <message>
        <source>This group is done. Ctrl+Z takes back what was done last.</source>
        <translation>Diese Gruppe ist erledigt. Strg+Z nimmt das Letzte zurück.</translation>
    </message>
    <message>
        <source>There is nothing to resolve.</source>
        <translation>Es gibt nichts aufzulösen.</translation>
    </message>
    <message>
        <source>Moving to the trash…</source>
        <translation>In den Papierkorb …</translation>
    </message>
    <message>
        <source>{size} won</source>
        <translation>{size} gewonnen</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) moved to the trash, {size} won.</source>
        <translation>
            <numerusform>%n Datei im Papierkorb, {size} gewonnen.</numerusform>
            <numerusform>%n Dateien im Papierkorb, {size} gewonnen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) stayed where they are.</source>
        <translation>
            <numerusform>%n Datei blieb, wo sie ist.</numerusform>
            <numerusform>%n Dateien blieben, wo sie sind.</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking for duplicates…</source>
        <translation>Duplikate werden gesucht …</translation>
    </message>
    <message numerus="yes">
        <source>The drive of %n file(s) has no trash. They can go to a folder on it instead, and come back from there.</source>
        <translation>
            <numerusform>Das Laufwerk von %n Datei hat keinen Papierkorb. Sie kann stattdessen in einen Ordner darauf, und von dort zurück.</numerusform>
            <numerusform>Das Laufwerk von %n Dateien hat keinen Papierkorb. Sie können stattdessen in einen Ordner darauf, und von dort zurück.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is ever moved before you say so.</source>
        <translation>Nichts wird verschoben, bevor Sie es sagen.</translation>
    </message>
    <message>
        <source>Not looked for duplicates yet</source>
        <translation>Noch nicht nach Duplikaten gesucht</translation>
    </message>
    <message>
        <source>Copies, edited versions and bursts are found and kept apart.</source>
        <translation>Kopien, bearbeitete Fassungen und Serien werden gefunden und getrennt gezeigt.</translation>
    </message>
    <message>
        <source>Look for duplicates</source>
        <translation>Duplikate suchen</translation>
    </message>
    <message>
        <source>There are no photos to compare yet</source>
        <translation>Noch gibt es keine Fotos zu vergleichen</translation>
    </message>
    <message>
        <source>Add a folder with photos; once they are in, look for duplicates here.</source>
        <translation>Fügen Sie einen Ordner mit Fotos hinzu; sind sie eingelesen, suchen Sie hier nach Duplikaten.</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>Ordner hinzufügen</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) were compared with one another.</source>
        <translation>
            <numerusform>%n Foto wurde verglichen.</numerusform>
            <numerusform>%n Fotos wurden miteinander verglichen.</numerusform>
        </translation>
    </message>
    <message>
        <source>No duplicates found</source>
        <translation>Keine Duplikate gefunden</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Neu suchen</translation>
    </message>
    <message>
        <source>No groups with these choices</source>
        <translation>Keine Gruppen mit dieser Auswahl</translation>
    </message>
    <message>
        <source>Choose other folders or another state above.</source>
        <translation>Wählen Sie oben andere Ordner oder einen anderen Stand.</translation>
    </message>
    <message>
        <source>Show all that is to do</source>
        <translation>Alles zeigen, was zu tun ist</translation>
    </message>
    <message>
        <source>All {number} groups of this kind are done.</source>
        <translation>Alle {number} Gruppen dieser Art sind erledigt.</translation>
    </message>
    <message>
        <source>Nothing left to do here</source>
        <translation>Hier ist nichts mehr zu tun</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) were compared.</source>
        <translation>
            <numerusform>%n Foto wurde verglichen.</numerusform>
            <numerusform>%n Fotos wurden verglichen.</numerusform>
        </translation>
    </message>
    <message>
        <source>No groups of this kind</source>
        <translation>Keine Gruppen dieser Art</translation>
    </message>
</context>
<context>
    <name>RulesForm</name>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Nach oben</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <source>Also edits on purpose (cropped, turned…)</source>
        <translation>Auch gewollte Bearbeitungen</translation>
    </message>
    <message>
        <source>Also the other photos of a burst</source>
        <translation>Auch die anderen Fotos einer Serie</translation>
    </message>
    <message>
        <source>In all folders</source>
        <translation>In allen Ordnern</translation>
    </message>
    <message>
        <source>Only across folders</source>
        <translation>Nur über Ordner hinweg</translation>
    </message>
    <message>
        <source>Only within a folder</source>
        <translation>Nur innerhalb eines Ordners</translation>
    </message>
    <message>
        <source>Where the copies lie</source>
        <translation>Wo die Kopien liegen</translation>
    </message>
    <message>
        <source>Preferred folder</source>
        <translation>Bevorzugter Ordner</translation>
    </message>
    <message>
        <source>Folder to clear first</source>
        <translation>Zuerst zu leeren</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keiner</translation>
    </message>
    <message>
        <source>WHAT IS KEPT: THE FIRST RULE THAT TELLS DECIDES</source>
        <translation>WAS BLEIBT: DIE ERSTE REGEL, DIE ETWAS SAGT</translation>
    </message>
    <message>
        <source>WHAT IS RESOLVED</source>
        <translation>WAS AUFGELÖST WIRD</translation>
    </message>
</context>
<context>
    <name>SayingActions</name>
    <message>
        <source>Kept: these two are the same.</source>
        <translation>Gemerkt: diese beiden sind dasselbe.</translation>
    </message>
    <message>
        <source>Kept: these two are not the same.</source>
        <translation>Gemerkt: diese beiden sind nicht dasselbe.</translation>
    </message>
    <message>
        <source>Kept: A is more like B than C.</source>
        <translation>Gemerkt: A ist B ähnlicher als C.</translation>
    </message>
    <message numerus="yes">
        <source>Kept for learning: %n photo(s) not like this.</source>
        <translation>
            <numerusform>Fürs Lernen gemerkt: %n Foto, das nicht so ist.</numerusform>
            <numerusform>Fürs Lernen gemerkt: %n Fotos, die nicht so sind.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Took back %n thing(s) that were said.</source>
        <translation>
            <numerusform>%n Aussage zurückgenommen.</numerusform>
            <numerusform>%n Aussagen zurückgenommen.</numerusform>
        </translation>
    </message>
    <message>
        <source>You said so before.</source>
        <translation>Das haben Sie schon gesagt.</translation>
    </message>
    <message>
        <source>It contradicts something that you said before; neither is learned from.</source>
        <translation>Das widerspricht etwas, das Sie früher gesagt haben; aus beidem wird nicht gelernt.</translation>
    </message>
    <message numerus="yes">
        <source>Select %n photos for this.</source>
        <translation>
            <numerusform>Wählen Sie dafür %n Foto aus.</numerusform>
            <numerusform>Wählen Sie dafür %n Fotos aus.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SayingModel</name>
    <message>
        <source>What was said</source>
        <translation>Was gesagt wurde</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>Worth knowing</source>
        <translation>Wissenswert</translation>
    </message>
    <message>
        <source>{a} and {b} are the same</source>
        <translation>{a} und {b} sind dasselbe</translation>
    </message>
    <message>
        <source>{a} and {b} are not the same</source>
        <translation>{a} und {b} sind nicht dasselbe</translation>
    </message>
    <message>
        <source>{a} is more like {b} than {c}</source>
        <translation>{a} ist {b} ähnlicher als {c}</translation>
    </message>
    <message>
        <source>{a} and {b} are more alike than {c} and {d}</source>
        <translation>{a} und {b} sind einander ähnlicher als {c} und {d}</translation>
    </message>
    <message>
        <source>of selected photos</source>
        <translation>von ausgewählten Fotos</translation>
    </message>
    <message>
        <source>of a result of a search</source>
        <translation>von einem Suchergebnis</translation>
    </message>
    <message>
        <source>of a duplicate</source>
        <translation>von einem Duplikat</translation>
    </message>
    <message>
        <source>contradictory: left out of learning</source>
        <translation>widersprüchlich: bleibt beim Lernen außen vor</translation>
    </message>
    <message>
        <source>a photo that is gone</source>
        <translation>ein Foto, das es nicht mehr gibt</translation>
    </message>
</context>
<context>
    <name>SayingsDialog</name>
    <message>
        <source>What was said of photos</source>
        <translation>Was über Fotos gesagt wurde</translation>
    </message>
    <message>
        <source>Select two photos and press E or U, or three and press C, to say something.</source>
        <translation>Wählen Sie zwei Fotos aus und drücken Sie E oder U, oder drei und drücken Sie C, um etwas zu sagen.</translation>
    </message>
    <message>
        <source>Of what is contradictory, take back what is wrong.</source>
        <translation>Nehmen Sie von dem, was sich widerspricht, das Falsche zurück.</translation>
    </message>
    <message>
        <source>&amp;Take back</source>
        <translation>&amp;Zurücknehmen</translation>
    </message>
</context>
<context>
    <name>ServiceTexts</name>
    <message>
        <source>The photos were not prepared for this.</source>
        <translation>Die Fotos wurden dafür noch nicht vorbereitet.</translation>
    </message>
    <message>
        <source>Something else was said of the same photos since.</source>
        <translation>Inzwischen wurde über dieselben Fotos etwas anderes gesagt.</translation>
    </message>
    <message>
        <source>Duplicates can&apos;t be resolved like that.</source>
        <translation>So lassen sich Duplikate nicht auflösen.</translation>
    </message>
    <message>
        <source>What recognises duplicates is missing from the program or damaged.</source>
        <translation>Was Duplikate erkennt, fehlt im Programm oder ist beschädigt.</translation>
    </message>
    <message>
        <source>These are too many photos at once.</source>
        <translation>Das sind zu viele Fotos auf einmal.</translation>
    </message>
    <message>
        <source>Choose fewer of them.</source>
        <translation>Wählen Sie weniger davon.</translation>
    </message>
    <message>
        <source>The trash holds nothing from {path}.</source>
        <translation>Im Papierkorb liegt nichts aus {path}.</translation>
    </message>
    <message>
        <source>Undone: moving duplicates to the trash</source>
        <translation>Rückgängig: Duplikate in den Papierkorb legen</translation>
    </message>
    <message>
        <source>Undone: what was said of duplicates</source>
        <translation>Rückgängig: was über Duplikate gesagt wurde</translation>
    </message>
    <message>
        <source>{path} is a folder of the library again.</source>
        <translation>{path} ist wieder ein Ordner der Sammlung.</translation>
    </message>
    <message>
        <source>There is nothing to bring back.</source>
        <translation>Es gibt nichts wiederherzustellen.</translation>
    </message>
    <message>
        <source>The card of this model to look at photos can&apos;t be used.</source>
        <translation>Die Karte dieses Modells zum Ansehen von Fotos ist nicht verwendbar.</translation>
    </message>
    <message>
        <source>There is no such distance.</source>
        <translation>Dieses Abstandsmaß gibt es nicht.</translation>
    </message>
    <message>
        <source>A group can&apos;t be called that.</source>
        <translation>So kann eine Gruppe nicht heißen.</translation>
    </message>
    <message>
        <source>Choose a short name of letters, numbers and signs.</source>
        <translation>Wählen Sie einen kurzen Namen aus Buchstaben, Ziffern und Zeichen.</translation>
    </message>
    <message>
        <source>This pattern for the names of files can&apos;t be used.</source>
        <translation>Dieses Muster für Dateinamen ist nicht verwendbar.</translation>
    </message>
    <message>
        <source>Write for example {group}_* for SKU123_02.jpg.</source>
        <translation>Schreiben Sie zum Beispiel {group}_* für SKU123_02.jpg.</translation>
    </message>
    <message>
        <source>This can&apos;t be preferred.</source>
        <translation>Das lässt sich nicht bevorzugen.</translation>
    </message>
    <message>
        <source>{name} can&apos;t be searched with: {reason}</source>
        <translation>{name} taugt nicht für eine Suche: {reason}</translation>
    </message>
    <message>
        <source>Choose a JPEG, PNG, HEIC or another picture.</source>
        <translation>Wählen Sie ein JPEG, PNG, HEIC oder ein anderes Bild.</translation>
    </message>
    <message>
        <source>A folder can&apos;t be used like that.</source>
        <translation>So kann ein Ordner nicht verwendet werden.</translation>
    </message>
    <message>
        <source>A set of rules can&apos;t be called that.</source>
        <translation>So können Regeln nicht heißen.</translation>
    </message>
    <message>
        <source>Choose a short name without commas.</source>
        <translation>Wählen Sie einen kurzen Namen ohne Kommas.</translation>
    </message>
    <message>
        <source>Something else was changed just now.</source>
        <translation>Gerade eben wurde etwas anderes geändert.</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>This can&apos;t be undone: something else was said of the same photos since.</source>
        <translation>Das lässt sich nicht rückgängig machen: Über dieselben Fotos wurde seither etwas anderes gesagt.</translation>
    </message>
    <message>
        <source>You said the opposite before: {said}.</source>
        <translation>Sie haben zuvor das Gegenteil gesagt: {said}.</translation>
    </message>
    <message>
        <source>Take that back first.</source>
        <translation>Nehmen Sie das zuerst zurück.</translation>
    </message>
    <message>
        <source>The backup {path} is damaged.</source>
        <translation>Die Sicherung {path} ist beschädigt.</translation>
    </message>
    <message>
        <source>Choose an older one.</source>
        <translation>Wählen Sie eine ältere.</translation>
    </message>
    <message>
        <source>The library&apos;s catalogue {path} is damaged.</source>
        <translation>Der Katalog der Sammlung {path} ist beschädigt.</translation>
    </message>
    <message>
        <source>Close photosearch and run “photosearch restore” in a terminal to go back to a backup.</source>
        <translation>Schließen Sie photosearch und gehen Sie in einem Terminal mit „photosearch restore“ auf eine Sicherung zurück.</translation>
    </message>
    <message>
        <source>{path} could not be read or written.</source>
        <translation>{path} konnte nicht gelesen oder geschrieben werden.</translation>
    </message>
    <message>
        <source>Check the disk, then start photosearch again.</source>
        <translation>Prüfen Sie den Datenträger und starten Sie photosearch neu.</translation>
    </message>
    <message>
        <source>The disk of the library is full; nothing was lost.</source>
        <translation>Der Datenträger der Sammlung ist voll; es ist nichts verloren.</translation>
    </message>
    <message>
        <source>Free some space, then look again: the work goes on where it stopped.</source>
        <translation>Schaffen Sie Platz und lassen Sie neu ansehen: Es geht weiter, wo es aufgehört hat.</translation>
    </message>
    <message>
        <source>The model that looks at photos is damaged or missing.</source>
        <translation>Das Modell, das Fotos ansieht, ist beschädigt oder fehlt.</translation>
    </message>
    <message>
        <source>Install photosearch again.</source>
        <translation>Installieren Sie photosearch neu.</translation>
    </message>
    <message>
        <source>This model to look at photos can&apos;t be used.</source>
        <translation>Dieses Modell zum Ansehen von Fotos ist nicht verwendbar.</translation>
    </message>
    <message>
        <source>The model that looks at photos was made for another photosearch.</source>
        <translation>Das Modell, das Fotos ansieht, gehört zu einer anderen Version von photosearch.</translation>
    </message>
    <message>
        <source>The running window failed.</source>
        <translation>Im offenen Fenster ist ein Fehler aufgetreten.</translation>
    </message>
    <message>
        <source>There is a file of this name already.</source>
        <translation>Eine Datei dieses Namens gibt es schon.</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>{path} belongs to somebody else or is open to other people.</source>
        <translation>{path} gehört jemand anderem oder ist für andere offen.</translation>
    </message>
    <message>
        <source>Remove it, then start photosearch again.</source>
        <translation>Entfernen Sie es und starten Sie photosearch neu.</translation>
    </message>
    <message>
        <source>The library forgets these photos for good.</source>
        <translation>Die Sammlung vergisst diese Fotos endgültig.</translation>
    </message>
    <message>
        <source>{path} is no longer a folder of the library.</source>
        <translation>{path} ist kein Ordner der Sammlung mehr.</translation>
    </message>
    <message>
        <source>Add it again first.</source>
        <translation>Fügen Sie ihn zuerst wieder hinzu.</translation>
    </message>
    <message>
        <source>This can&apos;t be undone: the group {name} has been changed since.</source>
        <translation>Das lässt sich nicht rückgängig machen: Die Gruppe {name} wurde seither geändert.</translation>
    </message>
    <message>
        <source>Change the group by hand.</source>
        <translation>Ändern Sie die Gruppe von Hand.</translation>
    </message>
    <message>
        <source>There is a group {name} already.</source>
        <translation>Es gibt schon eine Gruppe {name}.</translation>
    </message>
    <message>
        <source>Choose another name, or merge the two.</source>
        <translation>Wählen Sie einen anderen Namen, oder vereinigen Sie die beiden.</translation>
    </message>
    <message>
        <source>There is another group called {name} now.</source>
        <translation>Es gibt jetzt eine andere Gruppe namens {name}.</translation>
    </message>
    <message>
        <source>Rename that one first.</source>
        <translation>Benennen Sie zuerst diese um.</translation>
    </message>
    <message>
        <source>Another program is using this library.</source>
        <translation>Ein anderes Programm benutzt diese Sammlung.</translation>
    </message>
    <message>
        <source>Close it, or wait until it has finished.</source>
        <translation>Schließen Sie es, oder warten Sie, bis es fertig ist.</translation>
    </message>
    <message>
        <source>{gone} of {known} photos are no longer in {where}.</source>
        <translation>{gone} von {known} Fotos sind nicht mehr in {where}.</translation>
    </message>
    <message>
        <source>If a drive is not connected, connect it.</source>
        <translation>Ist ein Laufwerk nicht angeschlossen, schließen Sie es an.</translation>
    </message>
    <message>
        <source>What was learned about likeness is damaged.</source>
        <translation>Was über Ähnlichkeit gelernt wurde, ist beschädigt.</translation>
    </message>
    <message>
        <source>Close photosearch and run “photosearch doctor” in a terminal.</source>
        <translation>Schließen Sie photosearch und rufen Sie in einem Terminal „photosearch doctor“ auf.</translation>
    </message>
    <message>
        <source>What was learned about likeness is missing.</source>
        <translation>Was über Ähnlichkeit gelernt wurde, fehlt.</translation>
    </message>
    <message>
        <source>What was learned about likeness comes from a newer photosearch.</source>
        <translation>Was über Ähnlichkeit gelernt wurde, stammt von einem neueren photosearch.</translation>
    </message>
    <message>
        <source>Update photosearch.</source>
        <translation>Bringen Sie photosearch auf den neuesten Stand.</translation>
    </message>
    <message>
        <source>{name} is no longer there.</source>
        <translation>{name} ist nicht mehr da.</translation>
    </message>
    <message>
        <source>Let its folder be looked at again.</source>
        <translation>Lassen Sie den Ordner neu ansehen.</translation>
    </message>
    <message>
        <source>{path} lies on a network drive, where a library can be damaged.</source>
        <translation>{path} liegt auf einem Netzlaufwerk, wo eine Sammlung Schaden nehmen kann.</translation>
    </message>
    <message>
        <source>Keep the library on a disk of this computer; the photos may lie on a network drive.</source>
        <translation>Legen Sie die Sammlung auf einen Datenträger dieses Rechners; die Fotos dürfen auf einem Netzlaufwerk liegen.</translation>
    </message>
    <message>
        <source>{path} was made by a newer photosearch.</source>
        <translation>{path} wurde von einem neueren photosearch angelegt.</translation>
    </message>
    <message>
        <source>Update photosearch. Nothing was changed.</source>
        <translation>Bringen Sie photosearch auf den neuesten Stand. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>The last change was made by a newer photosearch and can&apos;t be undone.</source>
        <translation>Die letzte Änderung stammt von einem neueren photosearch und kann nicht rückgängig gemacht werden.</translation>
    </message>
    <message>
        <source>There is no such backup of the library.</source>
        <translation>Eine solche Sicherung der Sammlung gibt es nicht.</translation>
    </message>
    <message>
        <source>This model to look at photos has no card.</source>
        <translation>Dieses Modell zum Ansehen von Fotos hat keine Karte.</translation>
    </message>
    <message>
        <source>There is no model to look at photos there.</source>
        <translation>Dort ist kein Modell zum Ansehen von Fotos.</translation>
    </message>
    <message>
        <source>That was not said, or was taken back before.</source>
        <translation>Das wurde nicht gesagt oder schon zurückgenommen.</translation>
    </message>
    <message>
        <source>The library knows no such model to look at photos.</source>
        <translation>Ein solches Modell zum Ansehen von Fotos kennt die Sammlung nicht.</translation>
    </message>
    <message>
        <source>There is nothing to search with.</source>
        <translation>Es ist nichts da, womit gesucht werden könnte.</translation>
    </message>
    <message>
        <source>Name a photo that the others should look like.</source>
        <translation>Geben Sie ein Foto an, dem die anderen ähnlich sehen sollen.</translation>
    </message>
    <message>
        <source>No other program can be opened from here.</source>
        <translation>Von hier aus kann kein anderes Programm geöffnet werden.</translation>
    </message>
    <message>
        <source>Install the package xdg-utils.</source>
        <translation>Installieren Sie das Paket xdg-utils.</translation>
    </message>
    <message>
        <source>There is no library in {path}, and none can be made.</source>
        <translation>In {path} ist keine Sammlung, und es kann keine angelegt werden.</translation>
    </message>
    <message>
        <source>Choose another folder for it.</source>
        <translation>Wählen Sie einen anderen Ordner dafür.</translation>
    </message>
    <message>
        <source>{name} can&apos;t be started.</source>
        <translation>{name} kann nicht gestartet werden.</translation>
    </message>
    <message>
        <source>Choose another program.</source>
        <translation>Wählen Sie ein anderes Programm.</translation>
    </message>
    <message>
        <source>There is no folder {path}.</source>
        <translation>Es gibt keinen Ordner {path}.</translation>
    </message>
    <message>
        <source>Check the name, or connect the drive.</source>
        <translation>Prüfen Sie den Namen, oder schließen Sie das Laufwerk an.</translation>
    </message>
    <message>
        <source>There is no group {name}.</source>
        <translation>Es gibt keine Gruppe {name}.</translation>
    </message>
    <message>
        <source>This is no rate of false answers.</source>
        <translation>Das ist kein Anteil falscher Antworten.</translation>
    </message>
    <message>
        <source>Give a share above 0 and up to 0.5.</source>
        <translation>Geben Sie einen Anteil über 0 und bis 0,5 an.</translation>
    </message>
    <message>
        <source>There are no photos in {name}.</source>
        <translation>In {name} sind keine Fotos.</translation>
    </message>
    <message>
        <source>Put some examples into it.</source>
        <translation>Legen Sie einige Beispiele hinein.</translation>
    </message>
    <message>
        <source>There are too few photos to compare with.</source>
        <translation>Es gibt zu wenige Fotos zum Vergleichen.</translation>
    </message>
    <message>
        <source>Add a folder first.</source>
        <translation>Fügen Sie zuerst einen Ordner hinzu.</translation>
    </message>
    <message>
        <source>There are no groups with photos yet.</source>
        <translation>Es gibt noch keine Gruppen mit Fotos.</translation>
    </message>
    <message>
        <source>Put some photos into groups first.</source>
        <translation>Ordnen Sie zuerst einige Fotos in Gruppen ein.</translation>
    </message>
    <message>
        <source>Nothing was marked as alike.</source>
        <translation>Nichts wurde als ähnlich markiert.</translation>
    </message>
    <message>
        <source>Mark results that fit first.</source>
        <translation>Markieren Sie zuerst Treffer, die passen.</translation>
    </message>
    <message>
        <source>There are too few photos in {name} to compare.</source>
        <translation>In {name} sind zu wenige Fotos zum Vergleichen.</translation>
    </message>
    <message>
        <source>What does not belong shows from three photos on.</source>
        <translation>Was nicht dazugehört, zeigt sich ab drei Fotos.</translation>
    </message>
    <message>
        <source>There is no such metric.</source>
        <translation>Eine solche Metrik gibt es nicht.</translation>
    </message>
    <message>
        <source>The protection of other photos can&apos;t be negative.</source>
        <translation>Der Schutz anderer Fotos kann nicht negativ sein.</translation>
    </message>
    <message>
        <source>Choose 0 or more.</source>
        <translation>Wählen Sie 0 oder mehr.</translation>
    </message>
    <message>
        <source>{path} is not something that photosearch has exported, or it was altered.</source>
        <translation>{path} wurde nicht von photosearch exportiert oder wurde verändert.</translation>
    </message>
    <message>
        <source>Choose a file that photosearch exported.</source>
        <translation>Wählen Sie eine Datei, die photosearch exportiert hat.</translation>
    </message>
    <message>
        <source>This method has no loss to choose.</source>
        <translation>Dieses Verfahren hat keinen Verlust zur Wahl.</translation>
    </message>
    <message>
        <source>Choose the method that trains.</source>
        <translation>Wählen Sie das Verfahren, das trainiert.</translation>
    </message>
    <message>
        <source>What is in use can&apos;t be removed.</source>
        <translation>Was in Gebrauch ist, lässt sich nicht entfernen.</translation>
    </message>
    <message>
        <source>Use another one first.</source>
        <translation>Verwenden Sie zuerst etwas anderes.</translation>
    </message>
    <message>
        <source>There is no such file.</source>
        <translation>Diese Datei gibt es nicht.</translation>
    </message>
    <message>
        <source>{name} does not say where in a photo it sees what.</source>
        <translation>{name} sagt nicht, wo in einem Foto es was sieht.</translation>
    </message>
    <message>
        <source>The model that came with the program does.</source>
        <translation>Das mitgelieferte Modell tut es.</translation>
    </message>
    <message>
        <source>There is no level {level}.</source>
        <translation>Es gibt keine Stufe {level}.</translation>
    </message>
    <message>
        <source>Say 0, 1 or 2.</source>
        <translation>Möglich sind 0, 1 und 2.</translation>
    </message>
    <message>
        <source>{path} is not a folder.</source>
        <translation>{path} ist kein Ordner.</translation>
    </message>
    <message>
        <source>Choose the folder that the photos are in.</source>
        <translation>Wählen Sie den Ordner, in dem die Fotos liegen.</translation>
    </message>
    <message>
        <source>{path} is not in the library.</source>
        <translation>{path} ist nicht in der Sammlung.</translation>
    </message>
    <message>
        <source>Add its folder first.</source>
        <translation>Fügen Sie zuerst den Ordner hinzu.</translation>
    </message>
    <message>
        <source>{path} puts no photo of the library into a group.</source>
        <translation>{path} ordnet kein Foto der Sammlung einer Gruppe zu.</translation>
    </message>
    <message>
        <source>Each sub-folder is a group; or choose a pattern for the names of files.</source>
        <translation>Jeder Unterordner ist eine Gruppe; oder wählen Sie ein Muster für Dateinamen.</translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation>Es gibt nichts rückgängig zu machen.</translation>
    </message>
    <message>
        <source>There are no rules called {name}.</source>
        <translation>Es gibt keine Regeln namens {name}.</translation>
    </message>
    <message>
        <source>Choose others.</source>
        <translation>Wählen Sie andere.</translation>
    </message>
    <message>
        <source>{path} is not there now.</source>
        <translation>{path} ist gerade nicht da.</translation>
    </message>
    <message>
        <source>Connect its drive, or let its folder be looked at.</source>
        <translation>Schließen Sie das Laufwerk an, oder lassen Sie den Ordner neu ansehen.</translation>
    </message>
    <message>
        <source>{name} lies on {drive}, which is not connected.</source>
        <translation>{name} liegt auf {drive}, und das ist nicht angeschlossen.</translation>
    </message>
    <message>
        <source>Connect it and try again.</source>
        <translation>Schließen Sie es an und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>{path} was made by an older photosearch.</source>
        <translation>{path} wurde von einem älteren photosearch angelegt.</translation>
    </message>
    <message>
        <source>It belongs to another model of how photos are seen.</source>
        <translation>Es gehört zu einem anderen Modell, das Fotos betrachtet.</translation>
    </message>
    <message>
        <source>Use that model first.</source>
        <translation>Verwenden Sie zuerst jenes Modell.</translation>
    </message>
    <message>
        <source>Another version of photosearch is running.</source>
        <translation>Eine andere Version von photosearch läuft gerade.</translation>
    </message>
    <message>
        <source>Close it first.</source>
        <translation>Schließen Sie sie zuerst.</translation>
    </message>
    <message>
        <source>{path} is the library&apos;s own folder.</source>
        <translation>{path} ist der eigene Ordner der Sammlung.</translation>
    </message>
    <message>
        <source>Choose the folder with your photos.</source>
        <translation>Wählen Sie den Ordner mit Ihren Fotos.</translation>
    </message>
    <message>
        <source>A pattern is for the names of files in a folder.</source>
        <translation>Ein Muster gilt für die Namen der Dateien eines Ordners.</translation>
    </message>
    <message>
        <source>Choose the folder, or leave the pattern out.</source>
        <translation>Wählen Sie den Ordner, oder lassen Sie das Muster weg.</translation>
    </message>
    <message>
        <source>{name} is one of the program&apos;s own sets of rules.</source>
        <translation>{name} gehört zu den Regeln des Programms.</translation>
    </message>
    <message>
        <source>Save yours under another name.</source>
        <translation>Speichern Sie Ihre unter einem anderen Namen.</translation>
    </message>
    <message>
        <source>The library was opened for reading only.</source>
        <translation>Die Sammlung wurde nur zum Lesen geöffnet.</translation>
    </message>
    <message>
        <source>{files} files go to the trash.</source>
        <translation>{files} Dateien kommen in den Papierkorb.</translation>
    </message>
    <message>
        <source>This replaces the library&apos;s catalogue by a backup.</source>
        <translation>Das ersetzt den Katalog der Sammlung durch eine Sicherung.</translation>
    </message>
    <message>
        <source>These are one and the same photo.</source>
        <translation>Das ist ein und dasselbe Foto.</translation>
    </message>
    <message>
        <source>Choose different ones: copies of a file are one photo.</source>
        <translation>Wählen Sie verschiedene: Kopien einer Datei sind ein Foto.</translation>
    </message>
    <message>
        <source>There is nothing to learn from yet: no group has two photos.</source>
        <translation>Es gibt noch nichts, woraus gelernt werden kann: Keine Gruppe hat zwei Fotos.</translation>
    </message>
    <message>
        <source>Make two or more groups of three or more photos.</source>
        <translation>Bilden Sie zwei oder mehr Gruppen mit je drei oder mehr Fotos.</translation>
    </message>
    <message>
        <source>There is no such command.</source>
        <translation>Einen solchen Befehl gibt es nicht.</translation>
    </message>
    <message>
        <source>{path} is not a folder of the library.</source>
        <translation>{path} ist kein Ordner der Sammlung.</translation>
    </message>
    <message>
        <source>The library does not know this photo.</source>
        <translation>Die Sammlung kennt dieses Foto nicht.</translation>
    </message>
    <message>
        <source>The folder {path} can&apos;t be read.</source>
        <translation>Der Ordner {path} kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Give yourself the right to read it.</source>
        <translation>Geben Sie sich das Recht, ihn zu lesen.</translation>
    </message>
    <message>
        <source>{name} can&apos;t be shown: {reason}</source>
        <translation>{name} kann nicht gezeigt werden: {reason}</translation>
    </message>
    <message>
        <source>{path} can&apos;t be read as a table of photos and groups.</source>
        <translation>{path} ist nicht als Tabelle von Fotos und Gruppen lesbar.</translation>
    </message>
    <message>
        <source>Choose a CSV file with the columns: file, group.</source>
        <translation>Wählen Sie eine CSV-Datei mit den Spalten: Datei, Gruppe.</translation>
    </message>
    <message>
        <source>The library {path} can&apos;t be opened or written.</source>
        <translation>Die Sammlung {path} kann nicht geöffnet oder geschrieben werden.</translation>
    </message>
    <message>
        <source>Check that the folder exists and belongs to you, or choose another.</source>
        <translation>Prüfen Sie, ob der Ordner da ist und Ihnen gehört, oder wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>The file can&apos;t be written.</source>
        <translation>Die Datei kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>Choose another place.</source>
        <translation>Wählen Sie einen anderen Ort.</translation>
    </message>
    <message>
        <source>The library {path} can&apos;t be written.</source>
        <translation>Die Sammlung {path} kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>Give yourself the right to write there, or choose another folder.</source>
        <translation>Geben Sie sich das Recht, dort zu schreiben, oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>The processes that read photos do not start.</source>
        <translation>Die Prozesse, die Fotos lesen, starten nicht.</translation>
    </message>
    <message>
        <source>Run “photosearch --worker decode” in a terminal to see why.</source>
        <translation>Rufen Sie in einem Terminal „photosearch --worker decode“ auf, um zu sehen, warum.</translation>
    </message>
    <message>
        <source>{path} is written in UTF-16.</source>
        <translation>{path} ist in UTF-16 geschrieben.</translation>
    </message>
    <message>
        <source>Save it as CSV in UTF-8.</source>
        <translation>Speichern Sie die Datei als CSV in UTF-8.</translation>
    </message>
    <message>
        <source>The file is being written to.</source>
        <translation>In die Datei wird gerade geschrieben.</translation>
    </message>
    <message>
        <source>The picture made its reader crash.</source>
        <translation>Am Bild ist sein Leseprozess abgestürzt.</translation>
    </message>
    <message>
        <source>The picture is damaged.</source>
        <translation>Das Bild ist beschädigt.</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>Die Datei ist leer.</translation>
    </message>
    <message>
        <source>This is a RAW photo; reading it needs the extra photosearch[raw].</source>
        <translation>Das ist ein RAW-Foto; zum Lesen braucht es das Extra photosearch[raw].</translation>
    </message>
    <message>
        <source>This is not a picture of a known kind.</source>
        <translation>Das ist kein Bild einer bekannten Art.</translation>
    </message>
    <message>
        <source>The picture takes too much memory.</source>
        <translation>Das Bild braucht zu viel Speicher.</translation>
    </message>
    <message>
        <source>The file is in the cloud, not on this computer.</source>
        <translation>Die Datei liegt in der Cloud, nicht auf diesem Rechner.</translation>
    </message>
    <message>
        <source>Reading the picture took too long.</source>
        <translation>Das Bild zu lesen hat zu lange gedauert.</translation>
    </message>
    <message>
        <source>The file is too large.</source>
        <translation>Die Datei ist zu groß.</translation>
    </message>
    <message>
        <source>The picture has too many pixels.</source>
        <translation>Das Bild hat zu viele Pixel.</translation>
    </message>
    <message>
        <source>The file can&apos;t be read.</source>
        <translation>Die Datei kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>This kind of file can&apos;t be searched.</source>
        <translation>Diese Art von Datei kann nicht durchsucht werden.</translation>
    </message>
    <message>
        <source>The file is no longer there.</source>
        <translation>Die Datei ist nicht mehr da.</translation>
    </message>
    <message>
        <source>Undone: taking back what was said of photos</source>
        <translation>Rückgängig gemacht: Zurücknehmen, was über Fotos gesagt wurde</translation>
    </message>
    <message>
        <source>Undone: what was said of photos</source>
        <translation>Rückgängig gemacht: was über Fotos gesagt wurde</translation>
    </message>
    <message>
        <source>Undone: adding {path}</source>
        <translation>Rückgängig gemacht: {path} hinzufügen</translation>
    </message>
    <message>
        <source>Undone: leaving out other files of {path}</source>
        <translation>Rückgängig gemacht: in {path} anderes auslassen</translation>
    </message>
    <message>
        <source>Undone: removing {path}</source>
        <translation>Rückgängig gemacht: {path} entfernen</translation>
    </message>
    <message>
        <source>Undone: using {path} in another way</source>
        <translation>Rückgängig gemacht: {path} anders verwenden</translation>
    </message>
    <message>
        <source>Undone: adding photos to {name}</source>
        <translation>Rückgängig gemacht: Fotos zu {name} hinzufügen</translation>
    </message>
    <message>
        <source>Undone: making the group {name}</source>
        <translation>Rückgängig gemacht: Gruppe {name} anlegen</translation>
    </message>
    <message>
        <source>Undone: deleting the group {name}</source>
        <translation>Rückgängig gemacht: Gruppe {name} löschen</translation>
    </message>
    <message>
        <source>Undone: merging groups into {name}</source>
        <translation>Rückgängig gemacht: Gruppen in {name} vereinigen</translation>
    </message>
    <message>
        <source>Undone: renaming the group {name}</source>
        <translation>Rückgängig gemacht: Gruppe {name} umbenennen</translation>
    </message>
    <message>
        <source>Undone: taking photos out of {name}</source>
        <translation>Rückgängig gemacht: Fotos aus {name} herausnehmen</translation>
    </message>
    <message>
        <source>Undone: importing groups</source>
        <translation>Rückgängig gemacht: Gruppen importieren</translation>
    </message>
    <message>
        <source>Undone: keeping what was said of duplicates for the photos that stay</source>
        <translation>Rückgängig gemacht: Aussagen über Duplikate für die bleibenden Fotos behalten</translation>
    </message>
    <message>
        <source>Undone: keeping the groups of edited photos</source>
        <translation>Rückgängig gemacht: Gruppen bearbeiteter Fotos behalten</translation>
    </message>
    <message>
        <source>Undone: searching with what was learned, or without it</source>
        <translation>Rückgängig gemacht: Suchen mit Gelerntem oder ohne</translation>
    </message>
    <message>
        <source>It can&apos;t be read as CSV.</source>
        <translation>Sie kann nicht als CSV gelesen werden.</translation>
    </message>
    <message>
        <source>It has too few columns; two are needed: file, group.</source>
        <translation>Sie hat zu wenige Spalten; es braucht zwei: Datei, Gruppe.</translation>
    </message>
    <message>
        <source>It names no file.</source>
        <translation>Sie nennt keine Datei.</translation>
    </message>
    <message>
        <source>It names no group.</source>
        <translation>Sie nennt keine Gruppe.</translation>
    </message>
    <message>
        <source>It is not written in UTF-8.</source>
        <translation>Sie ist nicht in UTF-8 geschrieben.</translation>
    </message>
    <message>
        <source>Several photos are called {name}: name the folder, too.</source>
        <translation>Mehrere Fotos heißen {name}: nennen Sie auch den Ordner.</translation>
    </message>
    <message>
        <source>The picture</source>
        <translation>Das Bild</translation>
    </message>
    <message>
        <source>a drive</source>
        <translation>einem Laufwerk</translation>
    </message>
    <message>
        <source>{path} was changed since it was indexed.</source>
        <translation>{path} wurde geändert, seit es gelesen wurde.</translation>
    </message>
    <message>
        <source>The drive of {path} is full.</source>
        <translation>Das Laufwerk von {path} ist voll.</translation>
    </message>
    <message>
        <source>{path} is not there any more, or a link lies on the way to it.</source>
        <translation>{path} ist nicht mehr da, oder eine Verknüpfung liegt auf dem Weg dorthin.</translation>
    </message>
    <message>
        <source>{path} lies in a backup folder: nothing is moved there.</source>
        <translation>{path} liegt in einem Sicherungsordner: dort wird nichts bewegt.</translation>
    </message>
    <message>
        <source>{path} lies in a reference folder: nothing is moved there.</source>
        <translation>{path} liegt in einem Referenzordner: dort wird nichts bewegt.</translation>
    </message>
    <message>
        <source>{path}, which was to stay, was changed.</source>
        <translation>{path}, das bleiben sollte, wurde geändert.</translation>
    </message>
    <message>
        <source>{path} was to stay, and is to go itself.</source>
        <translation>{path} sollte bleiben und soll selbst weg.</translation>
    </message>
    <message>
        <source>{path}, which was to stay, can&apos;t be read.</source>
        <translation>{path}, das bleiben sollte, kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>{path} is a backup, no photo to keep instead.</source>
        <translation>{path} ist eine Sicherung und kein Foto, das stattdessen bleibt.</translation>
    </message>
    <message>
        <source>It, or what was to stay, is no longer as it was when this was planned.</source>
        <translation>Sie, oder was bleiben sollte, ist nicht mehr wie bei der Planung.</translation>
    </message>
    <message>
        <source>Look for duplicates again.</source>
        <translation>Suchen Sie neu nach Duplikaten.</translation>
    </message>
    <message>
        <source>There is no trash on the drive of {path}.</source>
        <translation>Auf dem Laufwerk von {path} gibt es keinen Papierkorb.</translation>
    </message>
    <message>
        <source>{path} can&apos;t be moved.</source>
        <translation>{path} lässt sich nicht bewegen.</translation>
    </message>
    <message>
        <source>{path} is not there, or was never read.</source>
        <translation>{path} ist nicht da oder wurde nie gelesen.</translation>
    </message>
    <message>
        <source>{path} can&apos;t be put back.</source>
        <translation>{path} lässt sich nicht zurücklegen.</translation>
    </message>
    <message>
        <source>{path} would go along and has no copy that stays.</source>
        <translation>{path} ginge mit und hat keine Kopie, die bleibt.</translation>
    </message>
    <message>
        <source>Something else lies at {path} now.</source>
        <translation>Bei {path} liegt jetzt etwas anderes.</translation>
    </message>
    <message>
        <source>{path} can&apos;t be moved: its folder can&apos;t be written.</source>
        <translation>{path} lässt sich nicht bewegen: sein Ordner ist schreibgeschützt.</translation>
    </message>
    <message>
        <source>{path} and what stays are one file.</source>
        <translation>{path} und was bleibt sind ein und dieselbe Datei.</translation>
    </message>
    <message>
        <source>{path} belongs together with what stays.</source>
        <translation>{path} gehört mit dem zusammen, was bleibt.</translation>
    </message>
    <message>
        <source>{path} is in the trash no longer: it was emptied.</source>
        <translation>{path} ist nicht mehr im Papierkorb: er wurde geleert.</translation>
    </message>
    <message>
        <source>The trash of {path} is full.</source>
        <translation>Der Papierkorb von {path} ist voll.</translation>
    </message>
    <message>
        <source>The library does not know this file any more.</source>
        <translation>Die Sammlung kennt diese Datei nicht mehr.</translation>
    </message>
    <message>
        <source>Only the system knows where {path} lies in its trash.</source>
        <translation>Nur das System weiß, wo {path} in seinem Papierkorb liegt.</translation>
    </message>
    <message>
        <source>Free some space on it.</source>
        <translation>Schaffen Sie dort Platz.</translation>
    </message>
    <message>
        <source>It can be set aside in a folder on the same drive instead.</source>
        <translation>Es kann stattdessen in einen Ordner auf demselben Laufwerk beiseitegelegt werden.</translation>
    </message>
    <message>
        <source>It is where it was.</source>
        <translation>Es liegt, wo es lag.</translation>
    </message>
    <message>
        <source>It is still in the trash.</source>
        <translation>Es liegt noch im Papierkorb.</translation>
    </message>
    <message>
        <source>Plug its drive in.</source>
        <translation>Schließen Sie sein Laufwerk an.</translation>
    </message>
    <message>
        <source>Move that away, then try again.</source>
        <translation>Räumen Sie das weg und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Give yourself the right to write there.</source>
        <translation>Geben Sie sich das Recht, dort zu schreiben.</translation>
    </message>
    <message>
        <source>A backup may have the file.</source>
        <translation>Vielleicht hat eine Sicherung die Datei.</translation>
    </message>
    <message>
        <source>Free some space on its drive.</source>
        <translation>Schaffen Sie auf seinem Laufwerk Platz.</translation>
    </message>
    <message>
        <source>Bring it back there.</source>
        <translation>Holen Sie es dort zurück.</translation>
    </message>
    <message>
        <source>Undone in part: {name} could not come back from the trash</source>
        <translation>Teilweise rückgängig: {name} konnten nicht aus dem Papierkorb zurück</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>One a core</source>
        <translation>Einer je Kern</translation>
    </message>
    <message>
        <source>Notice new photos while the window is open</source>
        <translation>Neue Fotos bemerken, solange das Fenster offen ist</translation>
    </message>
    <message>
        <source>Say when learning from my groups may help</source>
        <translation>Sagen, wenn Lernen aus meinen Gruppen helfen kann</translation>
    </message>
    <message>
        <source>The language changes at the next start, everything else at once.</source>
        <translation>Die Sprache ändert sich beim nächsten Start, alles andere sofort.</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>&amp;Farben</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>&amp;Workers that read photos</source>
        <translation>&amp;Leser für Fotos</translation>
    </message>
    <message>
        <source>Largest &amp;picture</source>
        <translation>Größtes &amp;Bild</translation>
    </message>
    <message>
        <source>Space for large &amp;thumbnails</source>
        <translation>&amp;Platz für große Vorschaubilder</translation>
    </message>
</context>
<context>
    <name>SheetView</name>
    <message>
        <source>{name}, of your group {group}</source>
        <translation>{name}, aus Ihrer Gruppe {group}</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>same group</source>
        <translation>dieselbe Gruppe</translation>
    </message>
    <message>
        <source>found only now</source>
        <translation>nur jetzt gefunden</translation>
    </message>
    <message>
        <source>no longer found</source>
        <translation>nicht mehr gefunden</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keyboard</source>
        <translation>Tastatur</translation>
    </message>
    <message>
        <source>Arrow keys, Page Up, Page Down, Home, End</source>
        <translation>Pfeiltasten, Bild auf, Bild ab, Pos1, Ende</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Bewegen</translation>
    </message>
    <message>
        <source>Shift or Ctrl with these</source>
        <translation>Umschalt oder Strg dazu</translation>
    </message>
    <message>
        <source>Select several</source>
        <translation>Mehrere wählen</translation>
    </message>
    <message>
        <source>Add the selected photos to the group with this key</source>
        <translation>Die ausgewählten Fotos zur Gruppe mit dieser Taste hinzufügen</translation>
    </message>
    <message>
        <source>Tab, Shift+Tab</source>
        <translation>Tab, Umschalt+Tab</translation>
    </message>
    <message>
        <source>To the next or the previous control</source>
        <translation>Zum nächsten oder vorigen Bedienelement</translation>
    </message>
    <message>
        <source>Photo before, next photo</source>
        <translation>Voriges, nächstes Foto</translation>
    </message>
    <message>
        <source>Larger, smaller, whole photo, actual size</source>
        <translation>Größer, kleiner, ganzes Foto, wahre Größe</translation>
    </message>
    <message>
        <source>Shift+arrow keys</source>
        <translation>Umschalt+Pfeiltasten</translation>
    </message>
    <message>
        <source>Move the picture, or the drawn part</source>
        <translation>Bild oder gezeichneten Teil verschieben</translation>
    </message>
    <message>
        <source>Ctrl+arrow keys</source>
        <translation>Strg+Pfeiltasten</translation>
    </message>
    <message>
        <source>Make the drawn part larger or smaller</source>
        <translation>Gezeichneten Teil vergrößern oder verkleinern</translation>
    </message>
    <message>
        <source>In the photos</source>
        <translation>In den Fotos</translation>
    </message>
    <message>
        <source>In one photo</source>
        <translation>In einem Foto</translation>
    </message>
    <message>
        <source>In the duplicates</source>
        <translation>Bei den Duplikaten</translation>
    </message>
</context>
<context>
    <name>TilePainter</name>
    <message>
        <source>likeness {score}</source>
        <translation>Ähnlichkeit {score}</translation>
    </message>
    <message>
        <source>this photo</source>
        <translation>dieses Foto</translation>
    </message>
</context>
<context>
    <name>TuningBar</name>
    <message>
        <source>Learning</source>
        <translation>Lernen</translation>
    </message>
    <message>
        <source>Stop learning; everything stays as it is</source>
        <translation>Lernen beenden; alles bleibt, wie es ist</translation>
    </message>
    <message>
        <source>Stop learning</source>
        <translation>Lernen beenden</translation>
    </message>
    <message>
        <source>Learning from your groups…</source>
        <translation>Aus Ihren Gruppen wird gelernt …</translation>
    </message>
    <message>
        <source>Working…</source>
        <translation>In Arbeit …</translation>
    </message>
    <message>
        <source>{duration} left</source>
        <translation>noch {duration}</translation>
    </message>
    <message>
        <source>Learning waits until the new photos are in</source>
        <translation>Das Lernen wartet, bis die neuen Fotos da sind</translation>
    </message>
    <message>
        <source>Learning waits: the computer runs on its battery</source>
        <translation>Das Lernen wartet: Der Computer läuft mit Akku</translation>
    </message>
    <message>
        <source>Learning what your groups have in common</source>
        <translation>Lernen, was Ihre Gruppen gemeinsam haben</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Trying it on photos that it has not seen</source>
        <translation>Ausprobieren an ungesehenen Fotos</translation>
    </message>
    <message>
        <source>Looking at all photos anew</source>
        <translation>Alle Fotos neu betrachten</translation>
    </message>
    <message>
        <source>Comparing photos</source>
        <translation>Fotos vergleichen</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>In Arbeit</translation>
    </message>
</context>
<context>
    <name>TuningWiring</name>
    <message>
        <source>Nothing was learned yet. Make some groups, then learn from them.</source>
        <translation>Es wurde noch nichts gelernt. Bilden Sie Gruppen, dann lernen Sie aus ihnen.</translation>
    </message>
    <message>
        <source>Stopped; nothing has changed.</source>
        <translation>Beendet; nichts hat sich geändert.</translation>
    </message>
    <message>
        <source>What was learned was exported. No photo is in the file.</source>
        <translation>Das Gelernte wurde exportiert. In der Datei ist kein Foto.</translation>
    </message>
    <message>
        <source>Learn now</source>
        <translation>Jetzt lernen</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Nicht jetzt</translation>
    </message>
</context>
<context>
    <name>ViewerPage</name>
    <message>
        <source>Search this part</source>
        <translation>Diesen Teil suchen</translation>
    </message>
    <message>
        <source>Draw a part to search for (C)</source>
        <translation>Teil zum Suchen zeichnen (C)</translation>
    </message>
    <message>
        <source>Why this match (W)</source>
        <translation>Warum dieser Treffer (W)</translation>
    </message>
    <message>
        <source>About this photo (I)</source>
        <translation>Über dieses Foto (I)</translation>
    </message>
    <message>
        <source>Back to the photos (Esc)</source>
        <translation>Zurück zu den Fotos (Esc)</translation>
    </message>
    <message>
        <source>Find similar photos (S)</source>
        <translation>Ähnliche Fotos suchen (S)</translation>
    </message>
    <message>
        <source>Photo before (←)</source>
        <translation>Voriges Foto (←)</translation>
    </message>
    <message>
        <source>Next photo (→)</source>
        <translation>Nächstes Foto (→)</translation>
    </message>
    <message>
        <source>Smaller (−)</source>
        <translation>Kleiner (−)</translation>
    </message>
    <message>
        <source>Larger (+)</source>
        <translation>Größer (+)</translation>
    </message>
    <message>
        <source>Whole photo (0)</source>
        <translation>Ganzes Foto (0)</translation>
    </message>
    <message>
        <source>Actual size (1)</source>
        <translation>Wahre Größe (1)</translation>
    </message>
</context>
<context>
    <name>WindowActions</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Photo</source>
        <translation>&amp;Foto</translation>
    </message>
    <message>
        <source>&amp;Groups</source>
        <translation>&amp;Gruppen</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Add a folder…</source>
        <translation>&amp;Ordner hinzufügen …</translation>
    </message>
    <message>
        <source>&amp;Folders…</source>
        <translation>O&amp;rdner …</translation>
    </message>
    <message>
        <source>&amp;Search by a picture…</source>
        <translation>Mit einem &amp;Bild suchen …</translation>
    </message>
    <message>
        <source>&amp;Look for new photos</source>
        <translation>Nach &amp;neuen Fotos sehen</translation>
    </message>
    <message>
        <source>&amp;Pause or go on with indexing</source>
        <translation>Einlesen &amp;anhalten oder fortsetzen</translation>
    </message>
    <message>
        <source>Files with p&amp;roblems…</source>
        <translation>Dateien mit &amp;Problemen …</translation>
    </message>
    <message>
        <source>S&amp;ettings…</source>
        <translation>&amp;Einstellungen …</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>B&amp;eenden</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>&amp;Alles wählen</translation>
    </message>
    <message>
        <source>&amp;Paste a picture to search for</source>
        <translation>Bild zum Suchen &amp;einfügen</translation>
    </message>
    <message>
        <source>&amp;Back, or end the search</source>
        <translation>&amp;Zurück oder Suche beenden</translation>
    </message>
    <message>
        <source>Find &amp;similar photos</source>
        <translation>Ä&amp;hnliche Fotos suchen</translation>
    </message>
    <message>
        <source>&amp;Add to the search</source>
        <translation>Zur &amp;Suche hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Not like this</source>
        <translation>&amp;Nicht wie dieses</translation>
    </message>
    <message>
        <source>Wh&amp;y this match</source>
        <translation>War&amp;um dieser Treffer</translation>
    </message>
    <message>
        <source>&amp;View large</source>
        <translation>&amp;Groß ansehen</translation>
    </message>
    <message>
        <source>&amp;Open with the default program</source>
        <translation>Mit dem Standardprogramm ö&amp;ffnen</translation>
    </message>
    <message>
        <source>Open &amp;with…</source>
        <translation>Öffnen &amp;mit …</translation>
    </message>
    <message>
        <source>Show in the &amp;file manager</source>
        <translation>Im &amp;Dateimanager zeigen</translation>
    </message>
    <message>
        <source>For&amp;get…</source>
        <translation>&amp;Vergessen …</translation>
    </message>
    <message>
        <source>&amp;Add to a group…</source>
        <translation>Zu einer Gruppe &amp;hinzufügen …</translation>
    </message>
    <message>
        <source>&amp;Take out of the group shown</source>
        <translation>Aus der angezeigten Gruppe he&amp;rausnehmen</translation>
    </message>
    <message>
        <source>&amp;New group…</source>
        <translation>&amp;Neue Gruppe …</translation>
    </message>
    <message>
        <source>&amp;Import groups…</source>
        <translation>Gruppen &amp;importieren …</translation>
    </message>
    <message>
        <source>&amp;Rename the group</source>
        <translation>Gruppe &amp;umbenennen</translation>
    </message>
    <message>
        <source>&amp;Merge the group into…</source>
        <translation>Gruppe &amp;zusammenführen mit …</translation>
    </message>
    <message>
        <source>&amp;Delete the group</source>
        <translation>Gruppe &amp;löschen</translation>
    </message>
    <message>
        <source>These two are the &amp;same</source>
        <translation>Diese beiden sind &amp;dasselbe</translation>
    </message>
    <message>
        <source>These two are n&amp;ot the same</source>
        <translation>Diese beiden sind ni&amp;cht dasselbe</translation>
    </message>
    <message>
        <source>A is more &amp;like B than C…</source>
        <translation>A ist B &amp;ähnlicher als C …</translation>
    </message>
    <message>
        <source>&amp;What was said of photos…</source>
        <translation>&amp;Was über Fotos gesagt wurde …</translation>
    </message>
    <message>
        <source>Learn from these &amp;groups…</source>
        <translation>Aus diesen Gruppen &amp;lernen …</translation>
    </message>
    <message>
        <source>&amp;Before and after learning…</source>
        <translation>&amp;Vorher und nachher …</translation>
    </message>
    <message>
        <source>What was learne&amp;d…</source>
        <translation>Gelern&amp;tes …</translation>
    </message>
    <message>
        <source>&amp;Folders, dates and groups</source>
        <translation>&amp;Ordner, Datum und Gruppen</translation>
    </message>
    <message>
        <source>&amp;Duplicates</source>
        <translation>&amp;Duplikate</translation>
    </message>
    <message>
        <source>&amp;Larger photos</source>
        <translation>&amp;Größere Fotos</translation>
    </message>
    <message>
        <source>&amp;Smaller photos</source>
        <translation>&amp;Kleinere Fotos</translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation>&amp;Vollbild</translation>
    </message>
    <message>
        <source>&amp;Keyboard</source>
        <translation>&amp;Tastatur</translation>
    </message>
    <message>
        <source>&amp;About photosearch</source>
        <translation>Ü&amp;ber photosearch</translation>
    </message>
</context>
<context>
    <name>WindowWiring</name>
    <message>
        <source>Search for something first; then say what it should not look like.</source>
        <translation>Suchen Sie zuerst etwas; sagen Sie dann, wie es nicht aussehen soll.</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n Foto</numerusform>
            <numerusform>%n Fotos</numerusform>
        </translation>
    </message>
    <message>
        <source>Select a photo first; then sort by likeness to it.</source>
        <translation>Wählen Sie zuerst ein Foto; sortieren Sie dann nach Ähnlichkeit zu ihm.</translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n gewählt</numerusform>
            <numerusform>%n gewählt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n similar photo(s)</source>
        <translation>
            <numerusform>%n ähnliches Foto</numerusform>
            <numerusform>%n ähnliche Fotos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new photo(s) in {seconds} s.</source>
        <translation>
            <numerusform>%n neues Foto in {seconds} s.</numerusform>
            <numerusform>%n neue Fotos in {seconds} s.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_MarkWords</name>
    <message>
        <source>Only one photo: add others that belong to it.</source>
        <translation>Nur ein Foto: fügen Sie andere hinzu, die dazugehören.</translation>
    </message>
    <message>
        <source>Only takes of one photo: add other photos of the same.</source>
        <translation>Nur Aufnahmen eines Fotos: fügen Sie andere Fotos davon hinzu.</translation>
    </message>
    <message>
        <source>{names} and {number} more</source>
        <translation>{names} und {number} weiteren</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) also in {names}.</source>
        <translation>
            <numerusform>%n Foto ist auch in {names}.</numerusform>
            <numerusform>%n Fotos sind auch in {names}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>What you said of %n photo(s) here is contradictory; it is left out of learning.</source>
        <translation>
            <numerusform>Was Sie von %n Foto hier gesagt haben, ist widersprüchlich; es bleibt beim Lernen außen vor.</numerusform>
            <numerusform>Was Sie von %n Fotos hier gesagt haben, ist widersprüchlich; es bleibt beim Lernen außen vor.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_Reasons</name>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Trash</source>
        <translation>Papierkorb</translation>
    </message>
    <message>
        <source>Yours to decide</source>
        <translation>Ihre Entscheidung</translation>
    </message>
</context>
<context>
    <name>_RuleList</name>
    <message>
        <source>Rules in their order</source>
        <translation>Regeln in ihrer Reihenfolge</translation>
    </message>
</context>
<context>
    <name>_TuningWords</name>
    <message>
        <source>Photos of your groups that it had not seen</source>
        <translation>Ungesehene Fotos Ihrer Gruppen</translation>
    </message>
    <message>
        <source>Groups that it had not seen</source>
        <translation>Ungesehene Gruppen</translation>
    </message>
    <message>
        <source>Nearest photos that stay the same</source>
        <translation>Ähnlichste Fotos, die bleiben</translation>
    </message>
    <message>
        <source>Photos stay apart from each other</source>
        <translation>Fotos bleiben unterscheidbar</translation>
    </message>
    <message>
        <source>All figures can be computed</source>
        <translation>Alle Zahlen lassen sich berechnen</translation>
    </message>
    <message>
        <source>{before} → {after} ({change} ± {error}; at least {limit})</source>
        <translation>{before} → {after} ({change} ± {error}; mindestens {limit})</translation>
    </message>
    <message>
        <source>{after} % (at least {limit} %)</source>
        <translation>{after} % (mindestens {limit} %)</translation>
    </message>
    <message>
        <source>Photos of other groups find each other better, too: {figures} of 100.</source>
        <translation>Auch Fotos anderer Gruppen finden einander besser: {figures} von 100.</translation>
    </message>
    <message>
        <source>Photos of your groups now find each other better: {figures} of 100.</source>
        <translation>Fotos Ihrer Gruppen finden einander jetzt besser: {figures} von 100.</translation>
    </message>
    <message>
        <source>Groups that it does not know lose a little: {figures} of 100.</source>
        <translation>Unbekannte Gruppen verlieren etwas: {figures} von 100.</translation>
    </message>
    <message>
        <source>Photos of your groups find each other worse: {figures} of 100.</source>
        <translation>Fotos Ihrer Gruppen finden einander schlechter: {figures} von 100.</translation>
    </message>
    <message>
        <source>Groups that it does not know are found as before: {figures} of 100.</source>
        <translation>Unbekannte Gruppen werden gefunden wie vorher: {figures} von 100.</translation>
    </message>
    <message>
        <source>Photos of your groups find each other as before: {figures} of 100.</source>
        <translation>Fotos Ihrer Gruppen finden einander wie vorher: {figures} von 100.</translation>
    </message>
    <message>
        <source>Photos that have nothing to do with your groups: unchanged.</source>
        <translation>Fotos, die nichts mit Ihren Gruppen zu tun haben: unverändert.</translation>
    </message>
    <message>
        <source>Of the ten nearest photos of any photo, {n} stay.</source>
        <translation>Von den zehn ähnlichsten Fotos eines beliebigen Fotos bleiben {n}.</translation>
    </message>
    <message>
        <source>Make a few more groups, eight or more: it learns what they have in common.</source>
        <translation>Bilden Sie noch ein paar Gruppen, acht oder mehr: Gelernt wird, was sie gemeinsam haben.</translation>
    </message>
    <message>
        <source>Put more photos into the small groups: six or more each.</source>
        <translation>Geben Sie mehr Fotos in die kleinen Gruppen: je sechs oder mehr.</translation>
    </message>
    <message>
        <source>It changed too much for other photos. Under “More”, choose the first method, or protect the rest of the library more.</source>
        <translation>Für andere Fotos hat sich zu viel geändert. Wählen Sie unter „Mehr“ das erste Verfahren, oder schützen Sie andere Fotos stärker.</translation>
    </message>
    <message>
        <source>Look through your groups: some may hold photos that do not belong, or may be two groups in one.</source>
        <translation>Sehen Sie Ihre Gruppen durch: In manchen sind vielleicht Fotos, die nicht hineingehören, oder zwei Gruppen in einer.</translation>
    </message>
    <message numerus="yes">
        <source>Learned from %n labelled photo(s)</source>
        <translation>
            <numerusform>Gelernt aus %n Foto in Gruppen</numerusform>
            <numerusform>Gelernt aus %n Fotos in Gruppen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Without groups, from %n photo(s)</source>
        <translation>
            <numerusform>Ohne Gruppen, aus %n Foto</numerusform>
            <numerusform>Ohne Gruppen, aus %n Fotos</numerusform>
        </translation>
    </message>
    <message>
        <source>As delivered</source>
        <translation>Wie geliefert</translation>
    </message>
    <message>
        <source>Untuned</source>
        <translation>Nicht gelernt</translation>
    </message>
    <message>
        <source>From groups</source>
        <translation>Aus Gruppen</translation>
    </message>
    <message>
        <source>Trained</source>
        <translation>Trainiert</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) were put into groups. photosearch can learn from them what is alike to you.</source>
        <translation>
            <numerusform>%n Foto kam in Gruppen. photosearch kann daraus lernen, was für Sie ähnlich ist.</numerusform>
            <numerusform>%n Fotos kamen in Gruppen. photosearch kann daraus lernen, was für Sie ähnlich ist.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) have come since photosearch learned from your groups. Learning again may help.</source>
        <translation>
            <numerusform>%n Foto kam dazu, seit photosearch aus Ihren Gruppen gelernt hat. Neu zu lernen kann helfen.</numerusform>
            <numerusform>%n Fotos kamen dazu, seit photosearch aus Ihren Gruppen gelernt hat. Neu zu lernen kann helfen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new photo(s) are unlike those that photosearch learned from. Learning again may help.</source>
        <translation>
            <numerusform>%n neues Foto ist anders als die, aus denen photosearch gelernt hat. Neu zu lernen kann helfen.</numerusform>
            <numerusform>%n neue Fotos sind anders als die, aus denen photosearch gelernt hat. Neu zu lernen kann helfen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_Wording</name>
    <message>
        <source>less than a minute</source>
        <translation>weniger als eine Minute</translation>
    </message>
    <message numerus="yes">
        <source>about %n minute(s)</source>
        <translation>
            <numerusform>etwa %n Minute</numerusform>
            <numerusform>etwa %n Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n hour(s)</source>
        <translation>
            <numerusform>etwa %n Stunde</numerusform>
            <numerusform>etwa %n Stunden</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_Words</name>
    <message>
        <source>Trash</source>
        <translation>Papierkorb</translation>
    </message>
    <message>
        <source>Keep (reference)</source>
        <translation>Behalten (Referenz)</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Referenz</translation>
    </message>
    <message>
        <source>Keep?</source>
        <translation>Behalten?</translation>
    </message>
    <message>
        <source>Trash?</source>
        <translation>Papierkorb?</translation>
    </message>
    <message>
        <source>Undecided</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Entf</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>Next group, group before</source>
        <translation>Nächste Gruppe, Gruppe davor</translation>
    </message>
    <message>
        <source>Choose a photo of the group</source>
        <translation>Ein Foto der Gruppe wählen</translation>
    </message>
    <message>
        <source>Keep it, or let it go to the trash</source>
        <translation>Behalten oder in den Papierkorb</translation>
    </message>
    <message>
        <source>Keep only this one</source>
        <translation>Nur dieses behalten</translation>
    </message>
    <message>
        <source>Accept the suggestion and go on</source>
        <translation>Vorschlag annehmen und weiter</translation>
    </message>
    <message>
        <source>Say nothing of this group again</source>
        <translation>Über diese Gruppe wieder nichts sagen</translation>
    </message>
    <message>
        <source>Not duplicates: keep all, and never ask again</source>
        <translation>Keine Duplikate: alle behalten, nie wieder fragen</translation>
    </message>
    <message>
        <source>Move what is marked in this group to the trash</source>
        <translation>Markiertes dieser Gruppe in den Papierkorb</translation>
    </message>
    <message>
        <source>Shift+{key}</source>
        <translation>Umschalt+{key}</translation>
    </message>
    <message>
        <source>Move everything that is marked to the trash</source>
        <translation>Alles Markierte in den Papierkorb</translation>
    </message>
    <message>
        <source>Ctrl+Z</source>
        <translation>Strg+Z</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Flicker: the other photo at the same place</source>
        <translation>Wechselbild: das andere Foto an derselben Stelle</translation>
    </message>
    <message>
        <source>Where they differ</source>
        <translation>Worin sie sich unterscheiden</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>Nebeneinander</translation>
    </message>
    <message>
        <source>Larger, smaller, whole photo, actual size</source>
        <translation>Größer, kleiner, ganzes Foto, Originalgröße</translation>
    </message>
    <message>
        <source>Shift+arrow keys</source>
        <translation>Umschalt+Pfeiltasten</translation>
    </message>
    <message>
        <source>Move both pictures</source>
        <translation>Beide Bilder verschieben</translation>
    </message>
    <message>
        <source>Resolve many groups at once…</source>
        <translation>Viele Gruppen auf einmal auflösen …</translation>
    </message>
    <message>
        <source>Look for duplicates again</source>
        <translation>Neu nach Duplikaten suchen</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Back to the photos</source>
        <translation>Zurück zu den Fotos</translation>
    </message>
    <message>
        <source>Exact</source>
        <translation>Genau gleich</translation>
    </message>
    <message>
        <source>Edited</source>
        <translation>Bearbeitet</translation>
    </message>
    <message>
        <source>Bursts</source>
        <translation>Serien</translation>
    </message>
    <message>
        <source>Similar</source>
        <translation>Ähnlich</translation>
    </message>
    <message>
        <source>The same picture, stored more than once</source>
        <translation>Dasselbe Bild, mehrfach gespeichert</translation>
    </message>
    <message>
        <source>Versions of one picture: smaller, cropped, turned, recoloured…</source>
        <translation>Fassungen eines Bildes: kleiner, beschnitten, gedreht, anders gefärbt …</translation>
    </message>
    <message>
        <source>The same scene within seconds</source>
        <translation>Dieselbe Szene binnen Sekunden</translation>
    </message>
    <message>
        <source>Merely alike; nothing is suggested</source>
        <translation>Nur ähnlich; nichts wird vorgeschlagen</translation>
    </message>
    <message>
        <source>In a preferred folder</source>
        <translation>In einem bevorzugten Ordner</translation>
    </message>
    <message>
        <source>Original over copy</source>
        <translation>Original vor Kopie</translation>
    </message>
    <message>
        <source>RAW and HEIC over JPEG</source>
        <translation>RAW und HEIC vor JPEG</translation>
    </message>
    <message>
        <source>More pixels</source>
        <translation>Mehr Pixel</translation>
    </message>
    <message>
        <source>Less compressed</source>
        <translation>Weniger komprimiert</translation>
    </message>
    <message>
        <source>Sharper</source>
        <translation>Schärfer</translation>
    </message>
    <message>
        <source>More details about the shot</source>
        <translation>Mehr Angaben zur Aufnahme</translation>
    </message>
    <message>
        <source>In one of your groups</source>
        <translation>In einer Ihrer Gruppen</translation>
    </message>
    <message>
        <source>Written earlier</source>
        <translation>Früher geschrieben</translation>
    </message>
    <message>
        <source>Keep originals</source>
        <translation>Originale behalten</translation>
    </message>
    <message>
        <source>Keep the best quality</source>
        <translation>Beste Qualität behalten</translation>
    </message>
    <message>
        <source>Keep what is best organised</source>
        <translation>Das am besten Geordnete behalten</translation>
    </message>
    <message>
        <source>of a kind that is not chosen</source>
        <translation>von einer Art, die nicht gewählt ist</translation>
    </message>
    <message>
        <source>brackets, panoramas and focus stacks, which belong together</source>
        <translation>Belichtungsreihen, Panoramen und Fokusreihen, die zusammengehören</translation>
    </message>
    <message>
        <source>merely alike</source>
        <translation>nur ähnlich</translation>
    </message>
    <message>
        <source>not certain enough</source>
        <translation>nicht sicher genug</translation>
    </message>
    <message>
        <source>in reference folders only</source>
        <translation>nur in Referenzordnern</translation>
    </message>
    <message>
        <source>in one folder</source>
        <translation>in einem Ordner</translation>
    </message>
    <message>
        <source>in several folders</source>
        <translation>in mehreren Ordnern</translation>
    </message>
    <message>
        <source>left to you: edits on purpose, bursts, files with others</source>
        <translation>Ihnen überlassen: gewollte Bearbeitungen, Serien, Dateien mit anderen</translation>
    </message>
    <message>
        <source>stays in the stead of something else that goes</source>
        <translation>bleibt anstelle von etwas anderem, das geht</translation>
    </message>
    <message>
        <source>resolved by a closer group already</source>
        <translation>durch eine engere Gruppe schon aufgelöst</translation>
    </message>
    <message>
        <source>An exposure bracket: its photos belong together, so nothing is suggested.</source>
        <translation>Eine Belichtungsreihe: Ihre Fotos gehören zusammen, darum wird nichts vorgeschlagen.</translation>
    </message>
    <message>
        <source>The parts of a panorama: they belong together, so nothing is suggested.</source>
        <translation>Teile eines Panoramas: Sie gehören zusammen, darum wird nichts vorgeschlagen.</translation>
    </message>
    <message>
        <source>A focus stack: its photos belong together, so nothing is suggested.</source>
        <translation>Eine Fokusreihe: Ihre Fotos gehören zusammen, darum wird nichts vorgeschlagen.</translation>
    </message>
    <message>
        <source>certain</source>
        <translation>sicher</translation>
    </message>
    <message>
        <source>{percent} % sure</source>
        <translation>{percent} % sicher</translation>
    </message>
    <message>
        <source>not in a folder you prefer</source>
        <translation>nicht in einem bevorzugten Ordner</translation>
    </message>
    <message>
        <source>an edit of another one</source>
        <translation>eine Bearbeitung eines anderen</translation>
    </message>
    <message>
        <source>does not say which camera took it</source>
        <translation>nennt keine Kamera</translation>
    </message>
    <message>
        <source>its name is that of a copy</source>
        <translation>heißt wie eine Kopie</translation>
    </message>
    <message>
        <source>another one lies in a reference folder</source>
        <translation>ein anderes liegt in einem Referenzordner</translation>
    </message>
    <message>
        <source>in a folder you prefer</source>
        <translation>in einem bevorzugten Ordner</translation>
    </message>
    <message>
        <source>the original, not an edit of another one</source>
        <translation>das Original, keine Bearbeitung</translation>
    </message>
    <message>
        <source>says which camera took it</source>
        <translation>nennt die Kamera</translation>
    </message>
    <message>
        <source>its name is not that of a copy</source>
        <translation>heißt nicht wie eine Kopie</translation>
    </message>
    <message>
        <source>{own} instead of {other}</source>
        <translation>{own} statt {other}</translation>
    </message>
    <message>
        <source>{own} instead of {other} pixels</source>
        <translation>{own} statt {other} Pixel</translation>
    </message>
    <message>
        <source>JPEG quality {own} instead of {other}</source>
        <translation>JPEG-Qualität {own} statt {other}</translation>
    </message>
    <message>
        <source>sharpness {own} instead of {other}</source>
        <translation>Schärfe {own} statt {other}</translation>
    </message>
    <message>
        <source>{own} instead of {other} details about the shot</source>
        <translation>{own} statt {other} Angaben zur Aufnahme</translation>
    </message>
    <message>
        <source>in {own} instead of {other} of your groups</source>
        <translation>in {own} statt {other} Ihrer Gruppen</translation>
    </message>
    <message>
        <source>written {own}, not {other}</source>
        <translation>geschrieben {own}, nicht {other}</translation>
    </message>
    <message>
        <source>in a reference folder, which is never touched</source>
        <translation>in einem Referenzordner, der nie angetastet wird</translation>
    </message>
    <message>
        <source>other files belong to it</source>
        <translation>andere Dateien gehören dazu</translation>
    </message>
    <message>
        <source>nothing tells them apart; the one known first stays</source>
        <translation>nichts unterscheidet sie; das zuerst bekannte bleibt</translation>
    </message>
    <message>
        <source>turned or mirrored on purpose</source>
        <translation>absichtlich gedreht oder gespiegelt</translation>
    </message>
    <message>
        <source>cropped or of another shape</source>
        <translation>beschnitten oder von anderer Form</translation>
    </message>
    <message>
        <source>looks different</source>
        <translation>sieht anders aus</translation>
    </message>
    <message>
        <source>not looked at closely yet</source>
        <translation>noch nicht genau angesehen</translation>
    </message>
    <message>
        <source>another moment</source>
        <translation>ein anderer Augenblick</translation>
    </message>
</context>
</TS>

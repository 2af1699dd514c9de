<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>ChatList</name>
    <message numerus="yes">
        <source>%n chat(s) are deleted.</source>
        <translation>
            <numerusform>%n chat is deleted.</numerusform>
            <numerusform>%n chats are deleted.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChatsModel</name>
    <message numerus="yes">
        <source>Folder {title}, %n chat(s)</source>
        <translation>
            <numerusform>Folder {title}, %n chat</numerusform>
            <numerusform>Folder {title}, %n chats</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Command</name>
    <message numerus="yes">
        <source>%n star(s)</source>
        <translation>
            <numerusform>%n star</numerusform>
            <numerusform>%n stars</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CountdownDialog</name>
    <message numerus="yes">
        <source>The computer shuts down in %n second(s).</source>
        <translation>
            <numerusform>The computer shuts down in %n second.</numerusform>
            <numerusform>The computer shuts down in %n seconds.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The computer sleeps in %n second(s).</source>
        <translation>
            <numerusform>The computer sleeps in %n second.</numerusform>
            <numerusform>The computer sleeps in %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message numerus="yes">
        <source>Put the %n photo(s) into the file as well?</source>
        <translation>
            <numerusform>Put the photo into the file as well?</numerusform>
            <numerusform>Put the %n photos into the file as well?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FileListDialog</name>
    <message numerus="yes">
        <source>{what}: %n file(s), {size}</source>
        <translation>
            <numerusform>{what}: %n file, {size}</numerusform>
            <numerusform>{what}: %n files, {size}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… and %n more</numerusform>
            <numerusform>… and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GalleryFilters</name>
    <message numerus="yes">
        <source>%n star(s) or more</source>
        <translation>
            <numerusform>%n star or more</numerusform>
            <numerusform>%n stars or more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GalleryPage</name>
    <message numerus="yes">
        <source>%n file(s) are gone; they can be decoded again.</source>
        <translation>
            <numerusform>%n file is gone; it can be decoded again.</numerusform>
            <numerusform>%n files are gone; they can be decoded again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n picture</numerusform>
            <numerusform>%n pictures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GalleryState</name>
    <message numerus="yes">
        <source>%n file(s) written</source>
        <translation>
            <numerusform>%n file written</numerusform>
            <numerusform>%n files written</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) deleted</source>
        <translation>
            <numerusform>%n picture deleted</numerusform>
            <numerusform>%n pictures deleted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Enlarging %n picture(s)</source>
        <translation>
            <numerusform>Enlarging %n picture</numerusform>
            <numerusform>Enlarging %n pictures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Recovering %n picture(s)</source>
        <translation>
            <numerusform>Recovering %n picture</numerusform>
            <numerusform>Recovering %n pictures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message numerus="yes">
        <source>%n job(s) have not ended.</source>
        <translation>
            <numerusform>%n job has not ended.</numerusform>
            <numerusform>%n jobs have not ended.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PhotoTray</name>
    <message numerus="yes">
        <source>Look at %n photo(s)</source>
        <translation>
            <numerusform>Look at %n photo</numerusform>
            <numerusform>Look at %n photos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PictureDetails</name>
    <message numerus="yes">
        <source>%n star(s)</source>
        <translation>
            <numerusform>%n star</numerusform>
            <numerusform>%n stars</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PictureModel</name>
    <message numerus="yes">
        <source>%n star(s)</source>
        <translation>
            <numerusform>%n star</numerusform>
            <numerusform>%n stars</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RestoreDialog</name>
    <message numerus="yes">
        <source>%n chat(s)</source>
        <translation>
            <numerusform>%n chat</numerusform>
            <numerusform>%n chats</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n concept(s)</source>
        <translation>
            <numerusform>%n concept</numerusform>
            <numerusform>%n concepts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n drawing(s)</source>
        <translation>
            <numerusform>%n drawing</numerusform>
            <numerusform>%n drawings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SheetDialog</name>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n picture</numerusform>
            <numerusform>%n pictures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StoragePage</name>
    <message numerus="yes">
        <source>%n file(s) removed, {size}.</source>
        <translation>
            <numerusform>%n file removed, {size}.</numerusform>
            <numerusform>%n files removed, {size}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TeachPage</name>
    <message numerus="yes">
        <source>%n epoch(s)</source>
        <translation>
            <numerusform>%n epoch</numerusform>
            <numerusform>%n epochs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TeachPhotos</name>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n photo</numerusform>
            <numerusform>%n photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Where they were taken is removed from %n of the copies</source>
        <translation>
            <numerusform>Where it was taken is removed from one copy</numerusform>
            <numerusform>Where they were taken is removed from %n of the copies</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>VersionList</name>
    <message numerus="yes">
        <source>%n snapshot(s)</source>
        <translation>
            <numerusform>%n snapshot</numerusform>
            <numerusform>%n snapshots</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>chat_words</name>
    <message numerus="yes">
        <source>Drawn from what %n photo(s) showed; it only resembles that.</source>
        <translation>
            <numerusform>Drawn from what %n photo showed; it only resembles that.</numerusform>
            <numerusform>Drawn from what %n photos showed; it only resembles that.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Says what it saw in %n photo(s); may be wrong.</source>
        <translation>
            <numerusform>Says what it saw in %n photo; may be wrong.</numerusform>
            <numerusform>Says what it saw in %n photos; may be wrong.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>concept_words</name>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>erased_words</name>
    <message numerus="yes">
        <source>%n chat(s),</source>
        <translation>
            <numerusform>%n chat,</numerusform>
            <numerusform>%n chats,</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n drawing(s),</source>
        <translation>
            <numerusform>%n drawing,</numerusform>
            <numerusform>%n drawings,</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) for other apps,</source>
        <translation>
            <numerusform>%n file for other apps,</numerusform>
            <numerusform>%n files for other apps,</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s),</source>
        <translation>
            <numerusform>%n photo,</numerusform>
            <numerusform>%n photos,</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n snapshot(s),</source>
        <translation>
            <numerusform>%n snapshot,</numerusform>
            <numerusform>%n snapshots,</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thumbnail(s);</source>
        <translation>
            <numerusform>%n thumbnail;</numerusform>
            <numerusform>%n thumbnails;</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n version(s),</source>
        <translation>
            <numerusform>%n version,</numerusform>
            <numerusform>%n versions,</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>job_words</name>
    <message numerus="yes">
        <source>about %n h left</source>
        <translation>
            <numerusform>about %n h left</numerusform>
            <numerusform>about %n h left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n min left</source>
        <translation>
            <numerusform>about %n min left</numerusform>
            <numerusform>about %n min left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n s left</source>
        <translation>
            <numerusform>about %n s left</numerusform>
            <numerusform>about %n s left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{least} to %n h left</source>
        <translation>
            <numerusform>{least} to %n h left</numerusform>
            <numerusform>{least} to %n h left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{least} to %n min left</source>
        <translation>
            <numerusform>{least} to %n min left</numerusform>
            <numerusform>{least} to %n min left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{least} to %n s left</source>
        <translation>
            <numerusform>{least} to %n s left</numerusform>
            <numerusform>{least} to %n s left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>machine_words</name>
    <message numerus="yes">
        <source>{name}, %n core(s)</source>
        <translation>
            <numerusform>{name}, %n core</numerusform>
            <numerusform>{name}, %n cores</numerusform>
        </translation>
    </message>
</context>
</TS>

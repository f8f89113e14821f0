<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>ActivityBar</name>
    <message numerus="yes">
        <source>%n file(s) with problems</source>
        <translation>
            <numerusform>%n file with problems</numerusform>
            <numerusform>%n files with problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FoldersDialog</name>
    <message numerus="yes">
        <source>%n file(s) with problems</source>
        <translation>
            <numerusform>%n file with problems</numerusform>
            <numerusform>%n files with problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PhotoActions</name>
    <message numerus="yes">
        <source>%n photo(s) copied.</source>
        <translation>
            <numerusform>%n photo copied.</numerusform>
            <numerusform>%n photos copied.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Forget %n photo(s)?</source>
        <translation>
            <numerusform>Forget %n photo?</numerusform>
            <numerusform>Forget %n photos?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The library forgets them for good. %n file(s) stay as they are.</source>
        <translation>
            <numerusform>The library forgets them for good. %n file stays as it is.</numerusform>
            <numerusform>The library forgets them for good. %n files stay as they are.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ResultsFooter</name>
    <message numerus="yes">
        <source>Show %n less similar photo(s)</source>
        <translation>
            <numerusform>Show %n less similar photo</numerusform>
            <numerusform>Show %n less similar photos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WindowWiring</name>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n photo</numerusform>
            <numerusform>%n photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n selected</numerusform>
            <numerusform>%n selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n similar photo(s)</source>
        <translation>
            <numerusform>%n similar photo</numerusform>
            <numerusform>%n similar photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new photo(s) in {seconds} s.</source>
        <translation>
            <numerusform>%n new photo in {seconds} s.</numerusform>
            <numerusform>%n new photos in {seconds} s.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_Wording</name>
    <message numerus="yes">
        <source>about %n minute(s)</source>
        <translation>
            <numerusform>about %n minute</numerusform>
            <numerusform>about %n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n hour(s)</source>
        <translation>
            <numerusform>about %n hour</numerusform>
            <numerusform>about %n hours</numerusform>
        </translation>
    </message>
</context>
</TS>

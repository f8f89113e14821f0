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
    <name>BulkDialog</name>
    <message numerus="yes">
        <source>%n group(s)</source>
        <translation>
            <numerusform>%n group</numerusform>
            <numerusform>%n groups</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) of {groups} go to the trash: {size} won</source>
        <translation>
            <numerusform>%n file of {groups} goes to the trash: {size} won</numerusform>
            <numerusform>%n files of {groups} go to the trash: {size} won</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n group(s) are left alone:</source>
        <translation>
            <numerusform>%n group is left alone:</numerusform>
            <numerusform>%n groups are left alone:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n file(s) to the trash ({size})</source>
        <translation>
            <numerusform>Move %n file to the trash ({size})</numerusform>
            <numerusform>Move %n files to the trash ({size})</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DuplicateModel</name>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to the trash</source>
        <translation>
            <numerusform>%n to the trash</numerusform>
            <numerusform>%n to the trash</numerusform>
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
    <name>GroupActions</name>
    <message numerus="yes">
        <source>Name of the group for %n photo(s)</source>
        <translation>
            <numerusform>Name of the group for %n photo</numerusform>
            <numerusform>Name of the group for %n photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Add %n photo(s) to a group</source>
        <translation>
            <numerusform>Add %n photo to a group</numerusform>
            <numerusform>Add %n photos to a group</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) already in “{name}”.</source>
        <translation>
            <numerusform>%n photo is in “{name}” already.</numerusform>
            <numerusform>%n photos are in “{name}” already.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Added %n photo(s) to “{name}”.</source>
        <translation>
            <numerusform>Added %n photo to “{name}”.</numerusform>
            <numerusform>Added %n photos to “{name}”.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Made the group “{name}” of %n photo(s).</source>
        <translation>
            <numerusform>Made the group “{name}” of %n photo.</numerusform>
            <numerusform>Made the group “{name}” of %n photos.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Took %n photo(s) out of “{name}”.</source>
        <translation>
            <numerusform>Took %n photo out of “{name}”.</numerusform>
            <numerusform>Took %n photos out of “{name}”.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GroupImportDialog</name>
    <message numerus="yes">
        <source>%n new group(s)</source>
        <translation>
            <numerusform>%n new group</numerusform>
            <numerusform>%n new groups</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n that exist(s)</source>
        <translation>
            <numerusform>%n that is there already</numerusform>
            <numerusform>%n that are there already</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) come(s) into groups</source>
        <translation>
            <numerusform>%n photo comes into groups</numerusform>
            <numerusform>%n photos come into groups</numerusform>
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
    <name>GroupModel</name>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n photo</numerusform>
            <numerusform>%n photos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GroupPlanModel</name>
    <message numerus="yes">
        <source>there already with %n of these</source>
        <translation>
            <numerusform>there already, with %n of these</numerusform>
            <numerusform>there already, with %n of these</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n also in another group</source>
        <translation>
            <numerusform>%n also in another group</numerusform>
            <numerusform>%n also in another group</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GroupWiring</name>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n photo</numerusform>
            <numerusform>%n photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n group(s)</source>
        <translation>
            <numerusform>%n group</numerusform>
            <numerusform>%n groups</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n selected</numerusform>
            <numerusform>%n selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LearnDialog</name>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n photo</numerusform>
            <numerusform>%n photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>photosearch learns from %n group(s) with {photos} what is alike to you.</source>
        <translation>
            <numerusform>photosearch learns from %n group with {photos} what is alike to you.</numerusform>
            <numerusform>photosearch learns from %n groups with {photos} what is alike to you.</numerusform>
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
    <name>ReviewBackups</name>
    <message numerus="yes">
        <source>%n photo(s) without a backup</source>
        <translation>
            <numerusform>%n photo without a backup</numerusform>
            <numerusform>%n photos without a backup</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) have no backup</source>
        <translation>
            <numerusform>%n photo have no backup</numerusform>
            <numerusform>%n photos have no backup</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewDeeds</name>
    <message numerus="yes">
        <source>%n photo(s) will not be called duplicates again.</source>
        <translation>
            <numerusform>%n photo will not be called a duplicate again.</numerusform>
            <numerusform>%n photos will not be called duplicates again.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewHead</name>
    <message numerus="yes">
        <source>{done} of %n group(s)</source>
        <translation>
            <numerusform>{done} of %n group</numerusform>
            <numerusform>{done} of %n groups</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message numerus="yes">
        <source>Move %n file(s) to the trash ({size})</source>
        <translation>
            <numerusform>Move %n file to the trash ({size})</numerusform>
            <numerusform>Move %n files to the trash ({size})</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move all %n marked to the trash ({size})</source>
        <translation>
            <numerusform>Move all %n marked to the trash ({size})</numerusform>
            <numerusform>Move all %n marked to the trash ({size})</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewTexts</name>
    <message numerus="yes">
        <source>The drive of %n file(s) has no trash. They can go to a folder on it instead, and come back from there.</source>
        <translation>
            <numerusform>The drive of %n file has no trash. It can go to a folder on it instead, and come back from there.</numerusform>
            <numerusform>The drive of %n files has no trash. They can go to a folder on it instead, and come back from there.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) moved to the trash, {size} won.</source>
        <translation>
            <numerusform>%n file moved to the trash, {size} won.</numerusform>
            <numerusform>%n files moved to the trash, {size} won.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) stayed where they are.</source>
        <translation>
            <numerusform>%n file stayed where they are.</numerusform>
            <numerusform>%n files stayed where they are.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) were compared with one another.</source>
        <translation>
            <numerusform>%n photo was compared.</numerusform>
            <numerusform>%n photos were compared with one another.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) were compared.</source>
        <translation>
            <numerusform>%n photo was compared.</numerusform>
            <numerusform>%n photos were compared.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SayingActions</name>
    <message numerus="yes">
        <source>Kept for learning: %n photo(s) not like this.</source>
        <translation>
            <numerusform>Kept for learning: %n photo that is not like this.</numerusform>
            <numerusform>Kept for learning: %n photos that are not like this.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Took back %n thing(s) that were said.</source>
        <translation>
            <numerusform>Took back %n thing that was said.</numerusform>
            <numerusform>Took back %n things that were said.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Select %n photos for this.</source>
        <translation>
            <numerusform>Select %n photo for this.</numerusform>
            <numerusform>Select %n photos for this.</numerusform>
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
    <name>_MarkWords</name>
    <message numerus="yes">
        <source>%n photo(s) also in {names}.</source>
        <translation>
            <numerusform>%n photo is also in {names}.</numerusform>
            <numerusform>%n photos are also in {names}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>What you said of %n photo(s) here is contradictory; it is left out of learning.</source>
        <translation>
            <numerusform>What you said of %n photo here is contradictory; it is left out of learning.</numerusform>
            <numerusform>What you said of %n photos here is contradictory; it is left out of learning.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_TuningWords</name>
    <message numerus="yes">
        <source>Learned from %n labelled photo(s)</source>
        <translation>
            <numerusform>Learned from %n photo in groups</numerusform>
            <numerusform>Learned from %n photos in groups</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Without groups, from %n photo(s)</source>
        <translation>
            <numerusform>Without groups, from %n photo</numerusform>
            <numerusform>Without groups, from %n photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) were put into groups. photosearch can learn from them what is alike to you.</source>
        <translation>
            <numerusform>%n photo was put into groups. photosearch can learn from it what is alike to you.</numerusform>
            <numerusform>%n photos were put into groups. photosearch can learn from them what is alike to you.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) have come since photosearch learned from your groups. Learning again may help.</source>
        <translation>
            <numerusform>%n photo has come since photosearch learned from your groups. Learning again may help.</numerusform>
            <numerusform>%n photos have come since photosearch learned from your groups. Learning again may help.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new photo(s) are unlike those that photosearch learned from. Learning again may help.</source>
        <translation>
            <numerusform>%n new photo is unlike those that photosearch learned from. Learning again may help.</numerusform>
            <numerusform>%n new photos are unlike those that photosearch learned from. Learning again may help.</numerusform>
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

<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<!-- Estonian for the buttons, menus and dialogs that Qt itself draws; Qt carries no Estonian of its own. -->
<TS version="2.1" language="et" sourcelanguage="en">
<context>
    <name>CloseButton</name>
    <message>
        <source>Close Tab</source>
        <translation>Sulge kaart</translation>
    </message>
</context>
<context>
    <name>MAC_APPLICATION_MENU</name>
    <message>
        <source>Services</source>
        <translation>Teenused</translation>
    </message>
    <message>
        <source>Hide %1</source>
        <translation>Peida %1</translation>
    </message>
    <message>
        <source>Hide Others</source>
        <translation>Peida teised</translation>
    </message>
    <message>
        <source>Show All</source>
        <translation>Näita kõiki</translation>
    </message>
    <message>
        <source>Preferences...</source>
        <translation>Eelistused...</translation>
    </message>
    <message>
        <source>Quit %1</source>
        <translation>Välju programmist %1</translation>
    </message>
    <message>
        <source>About %1</source>
        <translation>%1 teave</translation>
    </message>
</context>
<context>
    <name>Print Device Input Slot</name>
    <message>
        <source>Automatic</source>
        <translation>Automaatne</translation>
    </message>
</context>
<context>
    <name>Print Device Output Bin</name>
    <message>
        <source>Automatic</source>
        <translation>Automaatne</translation>
    </message>
</context>
<context>
    <name>QAbstractFileIconProvider</name>
    <message>
        <source>Drive</source>
        <translation>Ketas</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fail</translation>
    </message>
    <message>
        <source>%1 File</source>
        <translation>%1-fail</translation>
    </message>
    <message>
        <source>File Folder</source>
        <translation>Failikaust</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Kaust</translation>
    </message>
    <message>
        <source>Alias</source>
        <translation>Alias</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation>Otsetee</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Tundmatu</translation>
    </message>
</context>
<context>
    <name>QAbstractSpinBox</name>
    <message>
        <source>&amp;Select All</source>
        <translation>&amp;Vali kõik</translation>
    </message>
    <message>
        <source>&amp;Step up</source>
        <translation>&amp;Suurenda</translation>
    </message>
    <message>
        <source>Step &amp;down</source>
        <translation>&amp;Vähenda</translation>
    </message>
</context>
<context>
    <name>QAccessibleActionInterface</name>
    <message>
        <source>Press</source>
        <translation>Vajuta</translation>
    </message>
    <message>
        <source>Increase</source>
        <translation>Suurenda</translation>
    </message>
    <message>
        <source>Decrease</source>
        <translation>Vähenda</translation>
    </message>
    <message>
        <source>ShowMenu</source>
        <translation>Näita menüüd</translation>
    </message>
    <message>
        <source>SetFocus</source>
        <translation>Liigu siia</translation>
    </message>
    <message>
        <source>Toggle</source>
        <translation>Lülita</translation>
    </message>
    <message>
        <source>Scroll Left</source>
        <translation>Keri vasakule</translation>
    </message>
    <message>
        <source>Scroll Right</source>
        <translation>Keri paremale</translation>
    </message>
    <message>
        <source>Scroll Up</source>
        <translation>Keri üles</translation>
    </message>
    <message>
        <source>Scroll Down</source>
        <translation>Keri alla</translation>
    </message>
    <message>
        <source>Next Page</source>
        <translation>Järgmine lehekülg</translation>
    </message>
    <message>
        <source>Previous Page</source>
        <translation>Eelmine lehekülg</translation>
    </message>
    <message>
        <source>Triggers the action</source>
        <translation>Käivitab toimingu</translation>
    </message>
    <message>
        <source>Increase the value</source>
        <translation>Suurendab väärtust</translation>
    </message>
    <message>
        <source>Decrease the value</source>
        <translation>Vähendab väärtust</translation>
    </message>
    <message>
        <source>Shows the menu</source>
        <translation>Näitab menüüd</translation>
    </message>
    <message>
        <source>Sets the focus</source>
        <translation>Viib siia</translation>
    </message>
    <message>
        <source>Toggles the state</source>
        <translation>Lülitab olekut</translation>
    </message>
    <message>
        <source>Scrolls to the left</source>
        <translation>Kerib vasakule</translation>
    </message>
    <message>
        <source>Scrolls to the right</source>
        <translation>Kerib paremale</translation>
    </message>
    <message>
        <source>Scrolls up</source>
        <translation>Kerib üles</translation>
    </message>
    <message>
        <source>Scrolls down</source>
        <translation>Kerib alla</translation>
    </message>
    <message>
        <source>Goes back a page</source>
        <translation>Läheb eelmisele leheküljele</translation>
    </message>
    <message>
        <source>Goes to the next page</source>
        <translation>Läheb järgmisele leheküljele</translation>
    </message>
</context>
<context>
    <name>QColorDialog</name>
    <message>
        <source>Select Color</source>
        <translation>Värvi valimine</translation>
    </message>
    <message>
        <source>&amp;Basic colors</source>
        <translation>&amp;Põhivärvid</translation>
    </message>
    <message>
        <source>&amp;Custom colors</source>
        <translation>&amp;Oma värvid</translation>
    </message>
    <message>
        <source>&amp;Add to Custom Colors</source>
        <translation>&amp;Lisa oma värvide hulka</translation>
    </message>
    <message>
        <source>&amp;Pick Screen Color</source>
        <translation>&amp;Võta värv ekraanilt</translation>
    </message>
    <message>
        <source>Hu&amp;e:</source>
        <translation>&amp;Toon:</translation>
    </message>
    <message>
        <source>&amp;Sat:</source>
        <translation>&amp;Küllastus:</translation>
    </message>
    <message>
        <source>&amp;Val:</source>
        <translation>&amp;Heledus:</translation>
    </message>
    <message>
        <source>&amp;Red:</source>
        <translation>&amp;Punane:</translation>
    </message>
    <message>
        <source>&amp;Green:</source>
        <translation>&amp;Roheline:</translation>
    </message>
    <message>
        <source>Bl&amp;ue:</source>
        <translation>&amp;Sinine:</translation>
    </message>
    <message>
        <source>A&amp;lpha channel:</source>
        <translation>&amp;Läbipaistvus:</translation>
    </message>
    <message>
        <source>&amp;HTML:</source>
        <translation>&amp;HTML:</translation>
    </message>
    <message>
        <source>Cursor at %1, %2
Press ESC to cancel</source>
        <translation>Kursor kohal %1, %2
Loobumiseks vajutage ESC</translation>
    </message>
</context>
<context>
    <name>QComboBox</name>
    <message>
        <source>False</source>
        <translation>Väär</translation>
    </message>
    <message>
        <source>True</source>
        <translation>Tõene</translation>
    </message>
    <message>
        <source>Open the combo box selection popup</source>
        <translation>Ava valikute loend</translation>
    </message>
</context>
<context>
    <name>QCupsJobWidget</name>
    <message>
        <source>Job</source>
        <translation>Prinditöö</translation>
    </message>
    <message>
        <source>Job Control</source>
        <translation>Töö juhtimine</translation>
    </message>
    <message>
        <source>Scheduled printing:</source>
        <translation>Prindi kell:</translation>
    </message>
    <message>
        <source>Scheduled &amp;printing:</source>
        <translation>&amp;Prindi kell:</translation>
    </message>
    <message>
        <source>&amp;Billing information:</source>
        <translation>&amp;Arveldusandmed:</translation>
    </message>
    <message>
        <source>Job &amp;priority:</source>
        <translation>Töö &amp;tähtsus:</translation>
    </message>
    <message>
        <source>&amp;End:</source>
        <translation>&amp;Lõpus:</translation>
    </message>
    <message>
        <source>&amp;Start:</source>
        <translation>A&amp;lguses:</translation>
    </message>
    <message>
        <source>Billing information:</source>
        <translation>Arveldusandmed:</translation>
    </message>
    <message>
        <source>Job priority:</source>
        <translation>Töö tähtsus:</translation>
    </message>
    <message>
        <source>Banner Pages</source>
        <translation>Tiitellehed</translation>
    </message>
    <message>
        <source>End:</source>
        <translation>Lõpus:</translation>
    </message>
    <message>
        <source>Start:</source>
        <translation>Alguses:</translation>
    </message>
    <message>
        <source>Print Immediately</source>
        <translation>Kohe</translation>
    </message>
    <message>
        <source>Hold Indefinitely</source>
        <translation>Hoia ootel</translation>
    </message>
    <message>
        <source>Day (06:00 to 17:59)</source>
        <translation>Päeval (06.00–17.59)</translation>
    </message>
    <message>
        <source>Night (18:00 to 05:59)</source>
        <translation>Öösel (18.00–05.59)</translation>
    </message>
    <message>
        <source>Second Shift (16:00 to 23:59)</source>
        <translation>Õhtul (16.00–23.59)</translation>
    </message>
    <message>
        <source>Third Shift (00:00 to 07:59)</source>
        <translation>Varahommikul (00.00–07.59)</translation>
    </message>
    <message>
        <source>Weekend (Saturday to Sunday)</source>
        <translation>Nädalavahetusel</translation>
    </message>
    <message>
        <source>Specific Time</source>
        <translation>Kindlal ajal</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Puudub</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>Tavaline</translation>
    </message>
    <message>
        <source>Unclassified</source>
        <translation>Piiranguta</translation>
    </message>
    <message>
        <source>Confidential</source>
        <translation>Konfidentsiaalne</translation>
    </message>
    <message>
        <source>Classified</source>
        <translation>Piiratud</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>Salajane</translation>
    </message>
    <message>
        <source>Top Secret</source>
        <translation>Täiesti salajane</translation>
    </message>
</context>
<context>
    <name>QDateTimeParser</name>
    <message>
        <source>AM</source>
        <translation>EL</translation>
    </message>
    <message>
        <source>am</source>
        <translation>el</translation>
    </message>
    <message>
        <source>PM</source>
        <translation>PL</translation>
    </message>
    <message>
        <source>pm</source>
        <translation>pl</translation>
    </message>
</context>
<context>
    <name>QDialog</name>
    <message>
        <source>What's This?</source>
        <translation>Mis see on?</translation>
    </message>
</context>
<context>
    <name>QDialogButtonBox</name>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
</context>
<context>
    <name>QDockWidget</name>
    <message>
        <source>Close</source>
        <translation>Sulge</translation>
    </message>
    <message>
        <source>Closes the dock widget</source>
        <translation>Sulgeb paneeli</translation>
    </message>
    <message>
        <source>Float</source>
        <translation>Lahuta</translation>
    </message>
    <message>
        <source>Undocks and re-attaches the dock widget</source>
        <translation>Lahutab paneeli ja kinnitab selle uuesti</translation>
    </message>
</context>
<context>
    <name>QErrorMessage</name>
    <message>
        <source>Debug Message:</source>
        <translation>Silumisteade:</translation>
    </message>
    <message>
        <source>Warning:</source>
        <translation>Hoiatus:</translation>
    </message>
    <message>
        <source>Critical Error:</source>
        <translation>Tõsine viga:</translation>
    </message>
    <message>
        <source>Fatal Error:</source>
        <translation>Saatuslik viga:</translation>
    </message>
    <message>
        <source>Information:</source>
        <translation>Teave:</translation>
    </message>
    <message>
        <source>&amp;Show this message again</source>
        <translation>&amp;Näita seda teadet edaspidigi</translation>
    </message>
    <message>
        <source>&amp;OK</source>
        <translation>&amp;OK</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>Look in:</source>
        <translation>Kaust:</translation>
    </message>
    <message>
        <source>&amp;Look in:</source>
        <translation>&amp;Kaust:</translation>
    </message>
    <message>
        <source>Files of &amp;type:</source>
        <translation>Faili &amp;liik:</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Tagasi</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>Mine tagasi</translation>
    </message>
    <message>
        <source>Alt+Left</source>
        <translation>Alt+Left</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Edasi</translation>
    </message>
    <message>
        <source>Go forward</source>
        <translation>Mine edasi</translation>
    </message>
    <message>
        <source>Alt+Right</source>
        <translation>Alt+Right</translation>
    </message>
    <message>
        <source>Parent Directory</source>
        <translation>Ülemkaust</translation>
    </message>
    <message>
        <source>Go to the parent directory</source>
        <translation>Mine ülemkausta</translation>
    </message>
    <message>
        <source>Alt+Up</source>
        <translation>Alt+Up</translation>
    </message>
    <message>
        <source>Create New Folder</source>
        <translation>Loo uus kaust</translation>
    </message>
    <message>
        <source>Create a New Folder</source>
        <translation>Loo uus kaust</translation>
    </message>
    <message>
        <source>List View</source>
        <translation>Loend</translation>
    </message>
    <message>
        <source>Change to list view mode</source>
        <translation>Näita loendina</translation>
    </message>
    <message>
        <source>Detail View</source>
        <translation>Üksikasjad</translation>
    </message>
    <message>
        <source>Change to detail view mode</source>
        <translation>Näita üksikasjadega</translation>
    </message>
    <message>
        <source>Sidebar</source>
        <translation>Külgriba</translation>
    </message>
    <message>
        <source>List of places and bookmarks</source>
        <translation>Kohtade ja järjehoidjate loend</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Failid</translation>
    </message>
    <message>
        <source>Files of type:</source>
        <translation>Faili liik:</translation>
    </message>
    <message>
        <source>Find Directory</source>
        <translation>Kausta otsimine</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ava</translation>
    </message>
    <message>
        <source>Save As</source>
        <translation>Salvestamine</translation>
    </message>
    <message>
        <source>Directory:</source>
        <translation>Kaust:</translation>
    </message>
    <message>
        <source>File &amp;name:</source>
        <translation>Faili &amp;nimi:</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>&amp;Ava</translation>
    </message>
    <message>
        <source>&amp;Choose</source>
        <translation>&amp;Vali</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Salvesta</translation>
    </message>
    <message>
        <source>All Files (*)</source>
        <translation>Kõik failid (*)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Kõik failid (*)</translation>
    </message>
    <message>
        <source>Show </source>
        <translation>Näita </translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>&amp;Nimeta ümber</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Kustuta</translation>
    </message>
    <message>
        <source>Show &amp;hidden files</source>
        <translation>Näita &amp;peidetud faile</translation>
    </message>
    <message>
        <source>&amp;New Folder</source>
        <translation>&amp;Uus kaust</translation>
    </message>
    <message>
        <source>New Folder</source>
        <translation>Uus kaust</translation>
    </message>
    <message>
        <source>Directories</source>
        <translation>Kaustad</translation>
    </message>
    <message>
        <source>Recent Places</source>
        <translation>Viimased kohad</translation>
    </message>
    <message>
        <source>My Computer</source>
        <translation>Minu arvuti</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Eemalda</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Kustuta</translation>
    </message>
    <message>
        <source>%1
Directory not found.
Please verify the correct directory name was given.</source>
        <translation>%1
Kausta ei leitud.
Kontrollige kausta nime.</translation>
    </message>
    <message>
        <source>%1
File not found.
Please verify the correct file name was given.</source>
        <translation>%1
Faili ei leitud.
Kontrollige faili nime.</translation>
    </message>
    <message>
        <source>%1 already exists.
Do you want to replace it?</source>
        <translation>%1 on juba olemas.
Kas asendada see?</translation>
    </message>
    <message>
        <source>'%1' is write protected.
Do you want to delete it anyway?</source>
        <translation>„%1“ on kirjutuskaitstud.
Kas kustutada see siiski?</translation>
    </message>
    <message>
        <source>Are you sure you want to delete '%1'?</source>
        <translation>Kas kustutada „%1“?</translation>
    </message>
    <message>
        <source>Could not delete directory.</source>
        <translation>Kausta ei õnnestunud kustutada.</translation>
    </message>
    <message>
        <source>Drive</source>
        <translation>Ketas</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fail</translation>
    </message>
    <message>
        <source>%1 File</source>
        <translation>%1-fail</translation>
    </message>
    <message>
        <source>File Folder</source>
        <translation>Failikaust</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Kaust</translation>
    </message>
    <message>
        <source>Alias</source>
        <translation>Alias</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation>Otsetee</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Tundmatu</translation>
    </message>
</context>
<context>
    <name>QFileSystemModel</name>
    <message>
        <source>Name</source>
        <translation>Nimi</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Suurus</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Liik</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Liik</translation>
    </message>
    <message>
        <source>Date Modified</source>
        <translation>Muudetud</translation>
    </message>
    <message>
        <source>My Computer</source>
        <translation>Minu arvuti</translation>
    </message>
    <message>
        <source>Computer</source>
        <translation>Arvuti</translation>
    </message>
    <message>
        <source>Invalid filename</source>
        <translation>Sobimatu failinimi</translation>
    </message>
    <message>
        <source>&lt;b&gt;The name "%1" cannot be used.&lt;/b&gt;&lt;p&gt;Try using another name, with fewer characters or no punctuation marks.</source>
        <translation>&lt;b&gt;Nime „%1“ ei saa kasutada.&lt;/b&gt;&lt;p&gt;Proovige teist nime: lühemat või ilma kirjavahemärkideta.</translation>
    </message>
</context>
<context>
    <name>QFontDialog</name>
    <message>
        <source>Select Font</source>
        <translation>Kirja valimine</translation>
    </message>
    <message>
        <source>&amp;Font</source>
        <translation>&amp;Kiri</translation>
    </message>
    <message>
        <source>Font st&amp;yle</source>
        <translation>&amp;Laad</translation>
    </message>
    <message>
        <source>&amp;Size</source>
        <translation>&amp;Suurus</translation>
    </message>
    <message>
        <source>Effects</source>
        <translation>Efektid</translation>
    </message>
    <message>
        <source>Stri&amp;keout</source>
        <translation>&amp;Läbikriipsutus</translation>
    </message>
    <message>
        <source>&amp;Underline</source>
        <translation>&amp;Allakriipsutus</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>Näidis</translation>
    </message>
    <message>
        <source>Wr&amp;iting System</source>
        <translation>K&amp;irjasüsteem</translation>
    </message>
</context>
<context>
    <name>QGnomeTheme</name>
    <message>
        <source>&amp;OK</source>
        <translation>&amp;OK</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Salvesta</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Loobu</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;ulge</translation>
    </message>
    <message>
        <source>Close without Saving</source>
        <translation>Sulge salvestamata</translation>
    </message>
</context>
<context>
    <name>QInputDialog</name>
    <message>
        <source>Enter a value:</source>
        <translation>Sisestage väärtus:</translation>
    </message>
</context>
<context>
    <name>QKeySequenceEdit</name>
    <message>
        <source>Press shortcut</source>
        <translation>Vajutage kiirklahvi</translation>
    </message>
    <message>
        <source>%1, ...</source>
        <translation>%1, ...</translation>
    </message>
</context>
<context>
    <name>QLineEdit</name>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Võta tagasi</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Tee uuesti</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>&amp;Lõika</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopeeri</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>K&amp;leebi</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Kustuta</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>Vali kõik</translation>
    </message>
    <message>
        <source>&amp;Select All</source>
        <translation>&amp;Vali kõik</translation>
    </message>
</context>
<context>
    <name>QMdiSubWindow</name>
    <message>
        <source>Close</source>
        <translation>Sulge</translation>
    </message>
    <message>
        <source>Minimize</source>
        <translation>Vähenda</translation>
    </message>
    <message>
        <source>Maximize</source>
        <translation>Suurenda</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Taasta</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menüü</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Abi</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;ulge</translation>
    </message>
    <message>
        <source>&amp;Restore</source>
        <translation>&amp;Taasta</translation>
    </message>
    <message>
        <source>&amp;Move</source>
        <translation>&amp;Teisalda</translation>
    </message>
    <message>
        <source>&amp;Size</source>
        <translation>&amp;Suurus</translation>
    </message>
    <message>
        <source>Mi&amp;nimize</source>
        <translation>&amp;Vähenda</translation>
    </message>
    <message>
        <source>Ma&amp;ximize</source>
        <translation>&amp;Suurenda</translation>
    </message>
</context>
<context>
    <name>QMessageBox</name>
    <message>
        <source>Show Details...</source>
        <translation>Näita üksikasju...</translation>
    </message>
    <message>
        <source>Hide Details...</source>
        <translation>Peida üksikasjad...</translation>
    </message>
    <message>
        <source>About Qt</source>
        <translation>Qt teave</translation>
    </message>
    <message>
        <source>&lt;h3&gt;About Qt&lt;/h3&gt;&lt;p&gt;This program uses Qt version %1.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;Qt teave&lt;/h3&gt;&lt;p&gt;See programm kasutab Qt versiooni %1.&lt;/p&gt;</translation>
    </message>
</context>
<context>
    <name>QPageSetupWidget</name>
    <message>
        <source>Form</source>
        <translation>Vorm</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>Paber</translation>
    </message>
    <message>
        <source>Page size:</source>
        <translation>Lehe suurus:</translation>
    </message>
    <message>
        <source>Width:</source>
        <translation>Laius:</translation>
    </message>
    <message>
        <source>Height:</source>
        <translation>Kõrgus:</translation>
    </message>
    <message>
        <source>Paper source:</source>
        <translation>Paberiallikas:</translation>
    </message>
    <message>
        <source>Orientation</source>
        <translation>Paigutus</translation>
    </message>
    <message>
        <source>Portrait</source>
        <translation>Püstpaigutus</translation>
    </message>
    <message>
        <source>Landscape</source>
        <translation>Rõhtpaigutus</translation>
    </message>
    <message>
        <source>Reverse landscape</source>
        <translation>Pööratud rõhtpaigutus</translation>
    </message>
    <message>
        <source>Reverse portrait</source>
        <translation>Pööratud püstpaigutus</translation>
    </message>
    <message>
        <source>Margins</source>
        <translation>Veerised</translation>
    </message>
    <message>
        <source>top margin</source>
        <translation>ülaveeris</translation>
    </message>
    <message>
        <source>left margin</source>
        <translation>vasak veeris</translation>
    </message>
    <message>
        <source>right margin</source>
        <translation>parem veeris</translation>
    </message>
    <message>
        <source>bottom margin</source>
        <translation>alaveeris</translation>
    </message>
    <message>
        <source>Page Layout</source>
        <translation>Lehe küljendus</translation>
    </message>
    <message>
        <source>Page order:</source>
        <translation>Lehtede järjekord:</translation>
    </message>
    <message>
        <source>Page &amp;order:</source>
        <translation>Lehtede &amp;järjekord:</translation>
    </message>
    <message>
        <source>Pages per sheet:</source>
        <translation>Lehekülgi lehel:</translation>
    </message>
    <message>
        <source>Pages &amp;per sheet:</source>
        <translation>Lehekülgi &amp;lehel:</translation>
    </message>
    <message>
        <source>Millimeters (mm)</source>
        <translation>Millimeetrid (mm)</translation>
    </message>
    <message>
        <source>Inches (in)</source>
        <translation>Tollid (in)</translation>
    </message>
    <message>
        <source>Points (pt)</source>
        <translation>Punktid (pt)</translation>
    </message>
    <message>
        <source>Pica (P̸)</source>
        <translation>Pika (P̸)</translation>
    </message>
    <message>
        <source>Didot (DD)</source>
        <translation>Didot (DD)</translation>
    </message>
    <message>
        <source>Cicero (CC)</source>
        <translation>Cicero (CC)</translation>
    </message>
    <message>
        <source>mm</source>
        <translation>mm</translation>
    </message>
    <message>
        <source>in</source>
        <translation>in</translation>
    </message>
    <message>
        <source>pt</source>
        <translation>pt</translation>
    </message>
    <message>
        <source>P̸</source>
        <translation>P̸</translation>
    </message>
    <message>
        <source>DD</source>
        <translation>DD</translation>
    </message>
    <message>
        <source>CC</source>
        <translation>CC</translation>
    </message>
    <message>
        <source>Custom</source>
        <translation>Kohandatud</translation>
    </message>
</context>
<context>
    <name>QPageSize</name>
    <message>
        <source>Custom</source>
        <translation>Kohandatud</translation>
    </message>
    <message>
        <source>Custom (%1mm x %2mm)</source>
        <translation>Kohandatud (%1 mm x %2 mm)</translation>
    </message>
    <message>
        <source>Custom (%1pt x %2pt)</source>
        <translation>Kohandatud (%1 pt x %2 pt)</translation>
    </message>
    <message>
        <source>Custom (%1in x %2in)</source>
        <translation>Kohandatud (%1 in x %2 in)</translation>
    </message>
    <message>
        <source>Envelope C5</source>
        <translation>Ümbrik C5</translation>
    </message>
    <message>
        <source>Envelope C6</source>
        <translation>Ümbrik C6</translation>
    </message>
    <message>
        <source>Envelope C4</source>
        <translation>Ümbrik C4</translation>
    </message>
    <message>
        <source>Envelope DL</source>
        <translation>Ümbrik DL</translation>
    </message>
    <message>
        <source>Envelope B5</source>
        <translation>Ümbrik B5</translation>
    </message>
    <message>
        <source>Postcard</source>
        <translation>Postkaart</translation>
    </message>
</context>
<context>
    <name>QPlatformTheme</name>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Salvesta</translation>
    </message>
    <message>
        <source>Save All</source>
        <translation>Salvesta kõik</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ava</translation>
    </message>
    <message>
        <source>&amp;Yes</source>
        <translation>&amp;Jah</translation>
    </message>
    <message>
        <source>Yes to &amp;All</source>
        <translation>Jah &amp;kõigile</translation>
    </message>
    <message>
        <source>&amp;No</source>
        <translation>&amp;Ei</translation>
    </message>
    <message>
        <source>N&amp;o to All</source>
        <translation>E&amp;i kõigile</translation>
    </message>
    <message>
        <source>Abort</source>
        <translation>Katkesta</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Proovi uuesti</translation>
    </message>
    <message>
        <source>Ignore</source>
        <translation>Eira</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Sulge</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Loobu</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Ära salvesta</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Abi</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Rakenda</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Lähtesta</translation>
    </message>
    <message>
        <source>Restore Defaults</source>
        <translation>Taasta vaikeväärtused</translation>
    </message>
</context>
<context>
    <name>QPrintDialog</name>
    <message>
        <source>Print</source>
        <translation>Printimine</translation>
    </message>
    <message>
        <source>&amp;Print</source>
        <translation>&amp;Prindi</translation>
    </message>
    <message>
        <source>&amp;Options &gt;&gt;</source>
        <translation>&amp;Valikud &gt;&gt;</translation>
    </message>
    <message>
        <source>&amp;Options &lt;&lt;</source>
        <translation>&amp;Valikud &lt;&lt;</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Local file</source>
        <translation>Kohalik fail</translation>
    </message>
    <message>
        <source>Write PDF file</source>
        <translation>PDF-faili kirjutamine</translation>
    </message>
    <message>
        <source>Print To File ...</source>
        <translation>Prindi faili ...</translation>
    </message>
    <message>
        <source>Print to File (PDF)</source>
        <translation>Prindi faili (PDF)</translation>
    </message>
    <message>
        <source>%1 is a directory.
Please choose a different file name.</source>
        <translation>%1 on kaust.
Valige muu failinimi.</translation>
    </message>
    <message>
        <source>File %1 is not writable.
Please choose a different file name.</source>
        <translation>Faili %1 ei saa kirjutada.
Valige muu failinimi.</translation>
    </message>
    <message>
        <source>%1 already exists.
Do you want to overwrite it?</source>
        <translation>%1 on juba olemas.
Kas kirjutada see üle?</translation>
    </message>
    <message>
        <source>Invalid Pages Definition</source>
        <translation>Sobimatud leheküljed</translation>
    </message>
    <message>
        <source>%1 does not follow the correct syntax. Please use ',' to separate ranges and pages, '-' to define ranges and make sure ranges do not intersect with each other.</source>
        <translation>%1 ei ole õigesti kirjutatud. Eraldage vahemikud ja leheküljed komaga, märkige vahemik sidekriipsuga ning vältige kattuvaid vahemikke.</translation>
    </message>
    <message>
        <source>The 'From' value cannot be greater than the 'To' value.</source>
        <translation>Algusväärtus ei saa olla suurem kui lõppväärtus.</translation>
    </message>
    <message>
        <source>All Pages</source>
        <translation>Kõik leheküljed</translation>
    </message>
    <message>
        <source>Odd Pages</source>
        <translation>Paaritud leheküljed</translation>
    </message>
    <message>
        <source>Even Pages</source>
        <translation>Paaris leheküljed</translation>
    </message>
    <message>
        <source>Left to Right, Top to Bottom</source>
        <translation>Vasakult paremale, ülalt alla</translation>
    </message>
    <message>
        <source>Left to Right, Bottom to Top</source>
        <translation>Vasakult paremale, alt üles</translation>
    </message>
    <message>
        <source>Right to Left, Bottom to Top</source>
        <translation>Paremalt vasakule, alt üles</translation>
    </message>
    <message>
        <source>Right to Left, Top to Bottom</source>
        <translation>Paremalt vasakule, ülalt alla</translation>
    </message>
    <message>
        <source>Bottom to Top, Left to Right</source>
        <translation>Alt üles, vasakult paremale</translation>
    </message>
    <message>
        <source>Bottom to Top, Right to Left</source>
        <translation>Alt üles, paremalt vasakule</translation>
    </message>
    <message>
        <source>Top to Bottom, Left to Right</source>
        <translation>Ülalt alla, vasakult paremale</translation>
    </message>
    <message>
        <source>Top to Bottom, Right to Left</source>
        <translation>Ülalt alla, paremalt vasakule</translation>
    </message>
    <message>
        <source>1 (1x1)</source>
        <translation>1 (1x1)</translation>
    </message>
    <message>
        <source>2 (2x1)</source>
        <translation>2 (2x1)</translation>
    </message>
    <message>
        <source>4 (2x2)</source>
        <translation>4 (2x2)</translation>
    </message>
    <message>
        <source>6 (2x3)</source>
        <translation>6 (2x3)</translation>
    </message>
    <message>
        <source>9 (3x3)</source>
        <translation>9 (3x3)</translation>
    </message>
    <message>
        <source>16 (4x4)</source>
        <translation>16 (4x4)</translation>
    </message>
    <message>
        <source>Options 'Pages Per Sheet' and 'Page Set' cannot be used together.
Please turn one of those options off.</source>
        <translation>Valikuid „Lehekülgi lehel“ ja „Leheküljed“ ei saa koos kasutada.
Lülitage üks neist välja.</translation>
    </message>
    <message>
        <source>Duplex Settings Conflicts</source>
        <translation>Kahepoolse printimise vastuolu</translation>
    </message>
    <message>
        <source>There are conflicts in duplex settings. Do you want to fix them?</source>
        <translation>Kahepoolse printimise seaded on vastuolus. Kas parandada need?</translation>
    </message>
</context>
<context>
    <name>QPrintPreviewDialog</name>
    <message>
        <source>Page Setup</source>
        <translation>Lehe seadistus</translation>
    </message>
    <message>
        <source>%1%</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>Print Preview</source>
        <translation>Prindi eelvaade</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>Järgmine lehekülg</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>Eelmine lehekülg</translation>
    </message>
    <message>
        <source>First page</source>
        <translation>Esimene lehekülg</translation>
    </message>
    <message>
        <source>Last page</source>
        <translation>Viimane lehekülg</translation>
    </message>
    <message>
        <source>Fit width</source>
        <translation>Laiuse järgi</translation>
    </message>
    <message>
        <source>Fit page</source>
        <translation>Lehekülje järgi</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Suurenda</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Vähenda</translation>
    </message>
    <message>
        <source>Portrait</source>
        <translation>Püstpaigutus</translation>
    </message>
    <message>
        <source>Landscape</source>
        <translation>Rõhtpaigutus</translation>
    </message>
    <message>
        <source>Show single page</source>
        <translation>Näita üht lehekülge</translation>
    </message>
    <message>
        <source>Show facing pages</source>
        <translation>Näita kõrvuti lehekülgi</translation>
    </message>
    <message>
        <source>Show overview of all pages</source>
        <translation>Näita kõiki lehekülgi</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Prindi</translation>
    </message>
    <message>
        <source>Page setup</source>
        <translation>Lehe seadistus</translation>
    </message>
    <message>
        <source>Export to PDF</source>
        <translation>Ekspordi PDF-failina</translation>
    </message>
</context>
<context>
    <name>QPrintPropertiesDialog</name>
    <message>
        <source>Printer Properties</source>
        <translation>Printeri omadused</translation>
    </message>
    <message>
        <source>Job Options</source>
        <translation>Töö valikud</translation>
    </message>
    <message>
        <source>Page Setup Conflicts</source>
        <translation>Lehe seadistuse vastuolu</translation>
    </message>
    <message>
        <source>There are conflicts in page setup options. Do you want to fix them?</source>
        <translation>Lehe seaded on vastuolus. Kas parandada need?</translation>
    </message>
    <message>
        <source>Advanced Option Conflicts</source>
        <translation>Lisavalikute vastuolu</translation>
    </message>
    <message>
        <source>There are conflicts in some advanced options. Do you want to fix them?</source>
        <translation>Mõned lisavalikud on vastuolus. Kas parandada need?</translation>
    </message>
</context>
<context>
    <name>QPrintPropertiesWidget</name>
    <message>
        <source>Form</source>
        <translation>Vorm</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Lehekülg</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>Lisavalikud</translation>
    </message>
    <message>
        <source>There are conflicts in some options. Please fix them.</source>
        <translation>Mõned valikud on vastuolus. Palun parandage need.</translation>
    </message>
</context>
<context>
    <name>QPrintSettingsOutput</name>
    <message>
        <source>Form</source>
        <translation>Vorm</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>Eksemplarid</translation>
    </message>
    <message>
        <source>Print range</source>
        <translation>Prindivahemik</translation>
    </message>
    <message>
        <source>Print all</source>
        <translation>Prindi kõik</translation>
    </message>
    <message>
        <source>Pages from</source>
        <translation>Leheküljed alates</translation>
    </message>
    <message>
        <source>to</source>
        <translation>kuni</translation>
    </message>
    <message>
        <source>Current Page</source>
        <translation>Praegune lehekülg</translation>
    </message>
    <message>
        <source>Selection</source>
        <translation>Valik</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Leheküljed</translation>
    </message>
    <message>
        <source>Specify pages or ranges separated by commas. Ranges are specified by two numbers separated by a hyphen. E.g: 3,5-7,9 prints pages 3, 5, 6, 7 and 9.</source>
        <translation>Märkige leheküljed või vahemikud komadega eraldatult. Vahemik on kaks arvu sidekriipsuga. Näiteks 3,5-7,9 prindib leheküljed 3, 5, 6, 7 ja 9.</translation>
    </message>
    <message>
        <source>Page Set:</source>
        <translation>Leheküljed:</translation>
    </message>
    <message>
        <source>Page &amp;Set:</source>
        <translation>&amp;Leheküljed:</translation>
    </message>
    <message>
        <source>Output Settings</source>
        <translation>Väljundi seaded</translation>
    </message>
    <message>
        <source>Copies:</source>
        <translation>Eksemplare:</translation>
    </message>
    <message>
        <source>Collate</source>
        <translation>Eksemplaride kaupa</translation>
    </message>
    <message>
        <source>Reverse</source>
        <translation>Tagurpidi</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Valikud</translation>
    </message>
    <message>
        <source>Color Mode</source>
        <translation>Värvid</translation>
    </message>
    <message>
        <source>Color</source>
        <translation>Värviline</translation>
    </message>
    <message>
        <source>Grayscale</source>
        <translation>Halltoonid</translation>
    </message>
    <message>
        <source>Double Sided Printing</source>
        <translation>Kahepoolne printimine</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Väljas</translation>
    </message>
    <message>
        <source>Long side binding</source>
        <translation>Köide pikal küljel</translation>
    </message>
    <message>
        <source>Short side binding</source>
        <translation>Köide lühikesel küljel</translation>
    </message>
</context>
<context>
    <name>QPrintWidget</name>
    <message>
        <source>Form</source>
        <translation>Vorm</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>Printer</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>&amp;Nimi:</translation>
    </message>
    <message>
        <source>P&amp;roperties</source>
        <translation>&amp;Omadused</translation>
    </message>
    <message>
        <source>Location:</source>
        <translation>Asukoht:</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Eelvaade</translation>
    </message>
    <message>
        <source>Type:</source>
        <translation>Liik:</translation>
    </message>
    <message>
        <source>Output &amp;file:</source>
        <translation>Väljundf&amp;ail:</translation>
    </message>
    <message>
        <source>...</source>
        <translation>...</translation>
    </message>
</context>
<context>
    <name>QProgressBar</name>
    <message>
        <source>%p%</source>
        <translation>%p%</translation>
    </message>
</context>
<context>
    <name>QProgressDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Loobu</translation>
    </message>
</context>
<context>
    <name>QScrollBar</name>
    <message>
        <source>Scroll here</source>
        <translation>Keri siia</translation>
    </message>
    <message>
        <source>Left edge</source>
        <translation>Vasak serv</translation>
    </message>
    <message>
        <source>Top</source>
        <translation>Algus</translation>
    </message>
    <message>
        <source>Right edge</source>
        <translation>Parem serv</translation>
    </message>
    <message>
        <source>Bottom</source>
        <translation>Lõpp</translation>
    </message>
    <message>
        <source>Page left</source>
        <translation>Lehekülg vasakule</translation>
    </message>
    <message>
        <source>Page up</source>
        <translation>Lehekülg üles</translation>
    </message>
    <message>
        <source>Page right</source>
        <translation>Lehekülg paremale</translation>
    </message>
    <message>
        <source>Page down</source>
        <translation>Lehekülg alla</translation>
    </message>
    <message>
        <source>Scroll left</source>
        <translation>Keri vasakule</translation>
    </message>
    <message>
        <source>Scroll up</source>
        <translation>Keri üles</translation>
    </message>
    <message>
        <source>Scroll right</source>
        <translation>Keri paremale</translation>
    </message>
    <message>
        <source>Scroll down</source>
        <translation>Keri alla</translation>
    </message>
</context>
<context>
    <name>QShortcut</name>
    <message>
        <source>Space</source>
        <translation>Tühik</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Escape</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tab</translation>
    </message>
    <message>
        <source>Backtab</source>
        <translation>Shift+Tab</translation>
    </message>
    <message>
        <source>Backspace</source>
        <translation>Backspace</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Ins</source>
        <translation>Ins</translation>
    </message>
    <message>
        <source>Insert</source>
        <translation>Insert</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Del</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>PrtSc</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Home</translation>
    </message>
    <message>
        <source>End</source>
        <translation>End</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Vasakule</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Üles</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Paremale</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Alla</translation>
    </message>
    <message>
        <source>PgUp</source>
        <translation>PgUp</translation>
    </message>
    <message>
        <source>PgDown</source>
        <translation>PgDn</translation>
    </message>
    <message>
        <source>Page Up</source>
        <translation>Page Up</translation>
    </message>
    <message>
        <source>Page Down</source>
        <translation>Page Down</translation>
    </message>
    <message>
        <source>Caps Lock</source>
        <translation>Suurtähelukk</translation>
    </message>
    <message>
        <source>CapsLock</source>
        <translation>CapsLock</translation>
    </message>
    <message>
        <source>Num Lock</source>
        <translation>Numbrilukk</translation>
    </message>
    <message>
        <source>NumLock</source>
        <translation>NumLock</translation>
    </message>
    <message>
        <source>Scroll Lock</source>
        <translation>Scroll Lock</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menüü</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Abi</translation>
    </message>
    <message>
        <source>Ctrl</source>
        <translation>Ctrl</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Shift</translation>
    </message>
    <message>
        <source>Alt</source>
        <translation>Alt</translation>
    </message>
    <message>
        <source>Control</source>
        <translation>Control</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>Klaviatuur</translation>
    </message>
    <message>
        <source>Meta</source>
        <translation>Meta</translation>
    </message>
    <message>
        <source>Num</source>
        <translation>Num</translation>
    </message>
    <message>
        <source>+</source>
        <translation>+</translation>
    </message>
    <message>
        <source>F%1</source>
        <translation>F%1</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Tagasi</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Edasi</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Peata</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Värskenda</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ava</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Salvesta</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Võta tagasi</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Tee uuesti</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>Lõika</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopeeri</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Kleebi</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Otsi</translation>
    </message>
    <message>
        <source>Zoom In</source>
        <translation>Suurenda</translation>
    </message>
    <message>
        <source>Zoom Out</source>
        <translation>Vähenda</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Jah</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Ei</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Loobu</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Sulge</translation>
    </message>
    <message>
        <source>Exit</source>
        <translation>Välju</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Seaded</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Otsi</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>Vali</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Tühjenda</translation>
    </message>
</context>
<context>
    <name>QTabBar</name>
    <message>
        <source>Scroll Left</source>
        <translation>Keri vasakule</translation>
    </message>
    <message>
        <source>Scroll Right</source>
        <translation>Keri paremale</translation>
    </message>
</context>
<context>
    <name>QUndoGroup</name>
    <message>
        <source>Undo %1</source>
        <translation>Võta tagasi: %1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Võta tagasi</translation>
    </message>
    <message>
        <source>Redo %1</source>
        <translation>Tee uuesti: %1</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Tee uuesti</translation>
    </message>
</context>
<context>
    <name>QUndoStack</name>
    <message>
        <source>Undo %1</source>
        <translation>Võta tagasi: %1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Võta tagasi</translation>
    </message>
    <message>
        <source>Redo %1</source>
        <translation>Tee uuesti: %1</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Tee uuesti</translation>
    </message>
</context>
<context>
    <name>QUnicodeControlCharacterMenu</name>
    <message>
        <source>Insert Unicode control character</source>
        <translation>Lisa Unicode’i juhtmärk</translation>
    </message>
    <message>
        <source>LRM Left-to-right mark</source>
        <translation>LRM vasakult paremale märk</translation>
    </message>
    <message>
        <source>RLM Right-to-left mark</source>
        <translation>RLM paremalt vasakule märk</translation>
    </message>
    <message>
        <source>ZWJ Zero width joiner</source>
        <translation>ZWJ nullpikkusega ühendaja</translation>
    </message>
    <message>
        <source>ZWNJ Zero width non-joiner</source>
        <translation>ZWNJ nullpikkusega lahutaja</translation>
    </message>
    <message>
        <source>ZWSP Zero width space</source>
        <translation>ZWSP nullpikkusega tühik</translation>
    </message>
    <message>
        <source>LRE Start of left-to-right embedding</source>
        <translation>LRE vasakult paremale lõigu algus</translation>
    </message>
    <message>
        <source>RLE Start of right-to-left embedding</source>
        <translation>RLE paremalt vasakule lõigu algus</translation>
    </message>
    <message>
        <source>LRO Start of left-to-right override</source>
        <translation>LRO vasakult paremale sundlõigu algus</translation>
    </message>
    <message>
        <source>RLO Start of right-to-left override</source>
        <translation>RLO paremalt vasakule sundlõigu algus</translation>
    </message>
    <message>
        <source>PDF Pop directional formatting</source>
        <translation>PDF suunavorminduse lõpp</translation>
    </message>
    <message>
        <source>LRI Left-to-right isolate</source>
        <translation>LRI vasakult paremale eraldatud lõik</translation>
    </message>
    <message>
        <source>RLI Right-to-left isolate</source>
        <translation>RLI paremalt vasakule eraldatud lõik</translation>
    </message>
    <message>
        <source>FSI First strong isolate</source>
        <translation>FSI esimese tugeva märgi järgi eraldatud lõik</translation>
    </message>
    <message>
        <source>PDI Pop directional isolate</source>
        <translation>PDI eraldatud lõigu lõpp</translation>
    </message>
</context>
<context>
    <name>QWhatsThisAction</name>
    <message>
        <source>What's This?</source>
        <translation>Mis see on?</translation>
    </message>
</context>
<context>
    <name>QWidgetTextControl</name>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Võta tagasi</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Tee uuesti</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>&amp;Lõika</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopeeri</translation>
    </message>
    <message>
        <source>Copy &amp;Link Location</source>
        <translation>Kopeeri l&amp;ingi aadress</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>K&amp;leebi</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Kustuta</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>Vali kõik</translation>
    </message>
    <message>
        <source>&amp;Select All</source>
        <translation>&amp;Vali kõik</translation>
    </message>
</context>
<context>
    <name>QWizard</name>
    <message>
        <source>Go Back</source>
        <translation>Tagasi</translation>
    </message>
    <message>
        <source>&lt; &amp;Back</source>
        <translation>&lt; &amp;Tagasi</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Jätka</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Edasi</translation>
    </message>
    <message>
        <source>&amp;Next &gt;</source>
        <translation>&amp;Edasi &gt;</translation>
    </message>
    <message>
        <source>Commit</source>
        <translation>Kinnita</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Valmis</translation>
    </message>
    <message>
        <source>&amp;Finish</source>
        <translation>&amp;Lõpeta</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Loobu</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Abi</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Abi</translation>
    </message>
</context>
</TS>

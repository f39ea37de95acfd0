extension Wording {
    /// The results in German.
    static func german(_ code: GroundCode) -> Wording {
        switch code {
        case .partyUnknown:
            Wording("Absender oder Empfänger ist nicht als Partei erklärt", "die Partei in den Abkommen erklären")
        case .markingsKnown:
            Wording("alle Kennzeichnungen sind bekannt")
        case .markingUnknown:
            Wording(
                "das Objekt ist in Quarantäne: die Bedeutung der Kennzeichnung `{value}` ist unbekannt",
                "die Definition der Kennzeichnung `{value}` einlesen, oder der Sicherheitsbeauftragte sagt ihren Sinn"
            )
        case .markingAbsent:
            Wording(
                "das Objekt trägt keine Kennzeichnung, die sagt, wer es haben darf",
                "der Verfasser kennzeichnet das Objekt"
            )
        case .markingTravels:
            Wording("eine Kennzeichnungsdefinition geht mit dem, was sie kennzeichnet")
        case .statementExplained:
            Wording(
                "ein Sicherheitsbeauftragter hat erklärt, dass dieser Vermerk keine Freigabe beschränkt: `{value}`"
            )
        case .markingExplained:
            Wording("ein Sicherheitsbeauftragter hat erklärt, was die Kennzeichnung bedeutet: `{value}`")
        case .schemeUnknown:
            Wording(
                "das Einstufungssystem `{value}` ist nicht erklärt",
                "das System `{value}` mit seinen Graden erklären"
            )
        case .levelUnknown:
            Wording("das System hat keinen Grad `{value}`", "der Verfasser berichtigt den Grad `{value}`")
        case .levelLookAlike:
            Wording(
                "`{value}` sieht aus wie ein Grad des Systems, enthält aber Buchstaben eines anderen Alphabets",
                "der Verfasser schreibt `{value}` in einem Alphabet"
            )
        case .handlingMarking:
            Wording(
                "`{value}` ist ein Behandlungsvermerk, weder ein Grad noch ein Grund zur Weitergabe",
                "der Verfasser gibt dem Objekt einen Grad oder eine TLP-Kennzeichnung"
            )
        case .dateUnknown:
            Wording("`{value}` ist kein Datum", "der Verfasser berichtigt das Datum `{value}`")
        case .originUnknown:
            Wording(
                "der Herausgeber `{value}` ist nicht als Partei erklärt",
                "`{value}` in den Abkommen als Partei erklären"
            )
        case .notClassified:
            Wording("das Objekt ist nicht eingestuft: es braucht kein Abkommen")
        case .returnsToOriginator:
            Wording("die Information gehört {party} selbst und kehrt dorthin zurück")
        case .agreementInForce:
            Wording("{agreement} ist zwischen {from} und {to} in Kraft")
        case .agreementNotInForce:
            Wording(
                "{agreement} zwischen {from} und {to} erlaubt nichts: sein Stand ist `{value}`",
                "{agreement} tritt in Kraft"
            )
        case .noAgreement:
            Wording(
                "zwischen {from} und {to} ist kein Geheimschutzabkommen in Kraft",
                "ein Geheimschutzabkommen zwischen {from} und {to} tritt in Kraft"
            )
        case .articlesNotRead:
            Wording(
                "was die nicht gelesenen Artikel von {agreement} verlangen, ist nicht bekannt",
                "ein Beauftragter liest {agreement} und ergänzt die Datei"
            )
        case .subjectCovered:
            Wording("{agreement} umfasst {value}, und das ist der Gegenstand")
        case .subjectNotCovered:
            Wording(
                "{agreement} umfasst nur {value}, und der Gegenstand ist ein anderer",
                "ein anderes Abkommen, das den Gegenstand umfasst"
            )
        case .subjectMissing:
            Wording(
                "{agreement} umfasst nur {value}, und das Objekt nennt keinen Gegenstand",
                "ein Beauftragter nennt den Gegenstand"
            )
        case .ceilingMet:
            Wording("{level} liegt nicht über der Obergrenze {other}")
        case .ceilingExceeded:
            Wording("{level} liegt über der Obergrenze {other}", "der Herausgeber stuft auf {other} herab")
        case .ceilingNotComparable:
            Wording(
                "{level} lässt sich mit der Obergrenze von {agreement} nicht vergleichen",
                "das Abkommen nennt eine Obergrenze für dieses System"
            )
        case .electronicCeilingMet:
            Wording("{level} liegt nicht über der Obergrenze für elektronische Wege, {other}")
        case .electronicCeilingExceeded:
            Wording("{level} liegt über der Obergrenze für elektronische Wege, {other}", "durch Kurier senden")
        case .courierOnly:
            Wording("{agreement} erlaubt Verschlusssachen nur durch Kurier", "durch Kurier senden")
        case .equivalent:
            Wording("{level} entspricht {other}, das der Empfänger anwenden muss")
        case .equivalentByOriginator:
            Wording("{level} entspricht {other} nach {agreement}, das sein Herausgeber mit {to} geschlossen hat")
        case .equivalentByConsent:
            Wording("{level} entspricht {other}, wie sein Herausgeber in der Zustimmung `{value}` sagt")
        case .equivalenceNone:
            Wording(
                "{agreement} nennt keinen Grad von {party}, der {level} entspricht",
                "der Herausgeber stuft auf {other} herab",
                withoutOther: "{agreement} legt fest, was {party} auf {level} anzuwenden hat"
            )
        case .equivalenceUnknown:
            Wording(
                "was {level} nach {agreement} entspricht, ist hier nicht bekannt",
                "die Tabelle von {agreement} eintragen"
            )
        case .equivalenceMissing:
            Wording(
                "{agreement} hat keine Zeile für {level}",
                "das Abkommen nennt, was {level} entspricht, oder die Zustimmung des Herausgebers sagt es"
            )
        case .onList:
            Wording("{party} steht auf der Liste `{value}`")
        case .notOnList:
            Wording("{party} steht nicht auf der Liste `{value}`", "der Herausgeber nimmt {party} in die Liste auf")
        case .caveatKept:
            Wording("der Empfänger verpflichtet sich in {agreement}, `{value}` zu wahren")
        case .caveatNotKept:
            Wording(
                "eine Verpflichtung des Empfängers, `{value}` zu wahren, ist nicht bekannt",
                "der Herausgeber entfernt `{value}`, oder das Abkommen sieht es vor"
            )
        case .originatorControlled:
            Wording("jede Weitergabe braucht den Herausgeber, und das ist {party} selbst")
        case .tlpOpen:
            Wording("{value} darf an {party} gehen")
        case .tlpNamed:
            Wording("{value}: der Weitergabeakt nennt {party}")
        case .tlpNotNamed:
            Wording(
                "{value}: der Weitergabeakt nennt {party} nicht",
                "der Beauftragte nennt {party} im Weitergabeakt"
            )
        case .tlpClosed:
            Wording(
                "{value} bleibt in der Organisation des Herausgebers",
                "der Verfasser stuft die Kennzeichnung herab"
            )
        case .privilegePermitted:
            Wording(
                "die Kennzeichnung erlaubt es {party}: `{value}`"
            )
        case .privilegeDenied:
            Wording(
                "die Kennzeichnung verbietet es {party}: `{value}`",
                "der Herausgeber ändert die Regel, oder {party} verpflichtet sich in einem Abkommen, sie einzuhalten"
            )
        case .privilegeKept:
            Wording(
                "{party} verpflichtet sich in {agreement}, das Verbot der Kennzeichnung einzuhalten: `{value}`"
            )
        case .privilegeNotPermitted:
            Wording(
                "die Kennzeichnung verbietet, was sie nicht erlaubt (`{value}`), und keine ihrer Regeln erlaubt {party} etwas",
                "der Herausgeber erlaubt es {party}, oder ein Abkommen sagt, zu welchen Gruppen {party} gehört"
            )
        case .sharingPermitted:
            Wording(
                "die Kennzeichnung erlaubt die Weitergabe an {party}: `{value}`"
            )
        case .sharingDenied:
            Wording(
                "die Kennzeichnung verbietet die Weitergabe an {party}: `{value}`",
                "der Herausgeber ändert die Regel"
            )
        case .sharingNotPermitted:
            Wording(
                "die Kennzeichnung verbietet jede Weitergabe, die sie nicht erlaubt (`{value}`), und keine ihrer Regeln erlaubt eine Gruppe, zu der {party} gehört",
                "der Herausgeber erlaubt die Weitergabe an {party}, oder ein Abkommen sagt, zu welchen Gruppen {party} gehört"
            )
        case .groupUnknown:
            Wording(
                "kein Abkommen in Kraft sagt, ob {party} zu einer Gruppe gehört, die die Kennzeichnung ausschließt: `{value}`",
                "ein Abkommen sagt, zu welchen Gruppen {party} gehört"
            )
        case .originOwn:
            Wording("die Information gehört {party} selbst")
        case .originHandedIn:
            Wording(
                "das Objekt wurde von `{value}` eingereicht, und niemand hat es übernommen",
                "ein Beauftragter liest das Objekt als eigenes ein"
            )
        case .originIsRecipient:
            Wording("{party} ist selbst Herausgeber der Information")
        case .originMarkedClear:
            Wording("{party} hat die Information mit {value} gekennzeichnet: jeder darf sie weitergeben")
        case .relay:
            Wording("{agreement} lässt {from} weitergeben, was {party} für {to} gibt")
        case .consentGiven:
            Wording("{party} hat schriftlich zugestimmt: `{value}`")
        case .consentMissing:
            Wording(
                "die Information gehört {party}, und es gibt keine schriftliche Zustimmung, sie {to} zu geben; Schweigen ist ein Nein",
                "{party} stimmt schriftlich zu, {to} dieses Stück zu geben"
            )
        case .ownEyes:
            Wording(
                "es ist nur für die eigene Seite bestimmt, und kein Abkommen gibt es frei",
                "was weitergegeben werden darf, in einem eigenen Papier schreiben"
            )
        case .embargoed:
            Wording(
                "bis {day} gilt eine Sperrfrist: vorher geht nichts davon hinaus",
                "es an diesem Tag freigeben oder eine Fassung ohne Sperrfrist schreiben"
            )
        case .exerciseFeedOpen: Wording("der Feed von {party} ist für `{value}` geöffnet")
        case .exerciseFeedClosed:
            Wording(
                "der Feed von {party} ist für `{value}` nicht geöffnet",
                "ein Freigabebeauftragter öffnet den Feed von {party} für die Übung und ihre Zelle"
            )
        case .recalled:
            Wording(
                "{party} hat es zurückgerufen: `{value}`",
                "{party} hebt den Rückruf auf oder gibt eine neuere Fassung"
            )
        case .consentRefused:
            Wording("{party} hat abgelehnt: `{value}`", "{party} ändert die Antwort")
        case .consentOver:
            Wording(
                "die Zustimmung `{value}` von {party} endete am {day}",
                "{party} erneuert die Zustimmung `{value}`"
            )
        case .consentNotYet:
            Wording("die Zustimmung `{value}` von {party} beginnt am {day}", "bis {day} warten")
        case .consentNotWritten:
            Wording(
                "die Zustimmung `{value}` von {party} ist nicht schriftlich",
                "{party} gibt die Zustimmung `{value}` schriftlich"
            )
        case .consentOtherPurpose:
            Wording(
                "die Zustimmung `{value}` von {party} gilt für einen anderen Zweck",
                "{party} stimmt auch für diesen Zweck zu"
            )
        case .equipmentConsentMissing:
            Wording(
                "{party} hat die Ausrüstung übertragen und nicht zugestimmt, sie {to} zu geben",
                "{party} stimmt der Weiterübertragung an {to} schriftlich zu"
            )
        case .purposeMet:
            Wording("es wird für `{value}` gewünscht, wofür es gegeben wurde")
        case .purposeDiffers:
            Wording("es wurde nur für {value} gegeben", "der Herausgeber stimmt dem anderen Zweck zu")
        case .purposeMissing:
            Wording(
                "es wurde für {value} gegeben, und wofür es gewünscht wird, ist nicht gesagt",
                "der Empfänger nennt den Zweck"
            )
        case .reviewSet:
            Wording("der Herausgeber überprüft den Grad am {day}")
        case .reviewPast:
            Wording("die Überprüfung des Grades war am {day} fällig", "der Herausgeber überprüft den Grad")
        case .reviewMissing:
            Wording(
                "{agreement} verlangt ein Überprüfungsdatum, und es fehlt",
                "der Herausgeber setzt ein Überprüfungsdatum"
            )
        case .assuranceGiven:
            Wording("{party} hat den Schutz nach {agreement} zugesichert")
        case .assuranceMissing:
            Wording(
                "{agreement} verlangt vor der ersten Weitergabe die Schutzzusicherung von {party}",
                "{party} sichert den Schutz schriftlich zu"
            )
        case .contractorCleared:
            Wording("Betrieb und Personal des Auftragnehmers sind ermächtigt")
        case .contractorNotCleared:
            Wording(
                "Betrieb oder Personal des Auftragnehmers ist nicht ermächtigt",
                "Betrieb und Personal des Auftragnehmers ermächtigen"
            )
        case .contractorNotCovered:
            Wording("{agreement} sieht keine Auftragnehmer vor", "es einer Behörde von {to} geben")
        case .officerDecides:
            Wording("niemand muss etwas geben: der Akt des Beauftragten ist die Weitergabe")
        case .instructionCovers:
            Wording("die Dauerweisung `{value}` deckt es ab")
        case .versionNarrowed:
            Wording(
                "eine neuere Fassung darf so nicht hinaus; die ältere geht daher nicht ohne eine Entscheidung über beide",
                "ein Freigabebeauftragter, der die neuere Fassung sehen darf, entscheidet, welche hinausgeht"
            )
        case .officerNeeded:
            Wording("noch hat niemand entschieden", "ein Freigabebeauftragter entscheidet")
        case .meaninglessWithout:
            Wording(
                "ohne das Zurückgehaltene ergibt das Objekt keinen Sinn",
                "das weitergeben, worauf es verweist, oder einen Ersatztext schreiben"
            )
        case .notRenderable:
            Wording(
                "das Objekt wird ganz oder gar nicht weitergegeben, und etwas, worauf es verweist, wird zurückgehalten",
                "das weitergeben, worauf es verweist"
            )
        case .creatorAbsent:
            Wording(
                "die Kennung des Verfassers liegt hier nicht vor, und niemand zeichnet an seiner Stelle",
                "die Identität des Verfassers übernehmen, oder Kennungen von hier nicht Vorliegendem mitgehen lassen"
            )
        case .referenceAbsent:
            Wording(
                "ohne etwas, das hier nicht vorliegt, ergibt das Objekt keinen Sinn",
                "übernehmen, worauf es verweist, oder Kennungen von hier nicht Vorliegendem mitgehen lassen"
            )
        case .absentNamed: Wording("{agreement} lässt Verweise auf hier nicht Vorliegendes stehen")
        case .sightersWithheld:
            Wording("es wird im Namen der Partei allein mitgeteilt, ohne zu sagen, wer es gesehen hat")
        case .sightersNamed: Wording("{agreement} lässt mitteilen, wer es gesehen hat")
        case .countWithheld:
            Wording("{agreement} hält kleine Anzahlen zurück: mitgeteilt wird, dass es gesehen wurde, nicht wie oft")
        case .countBanded: Wording("{agreement} lässt Anzahlen nur der Größenordnung nach mitteilen")
        case .portionsIgnored:
            Wording(
                "die Software des Empfängers übergeht Kennzeichnungen von Abschnitten, und dieser ist höher gekennzeichnet als das Objekt",
                "es mit Software lesen, die sie beachtet, und den Eintrag schließen, der anderes sagt"
            )
        case .translationGiven:
            Wording(
                "der Text wird in Übersetzung gegeben, da die Software des Empfängers kein language-content liest: {value}"
            )
        case .translationWithheld:
            Wording("das Objekt, das es übersetzt, wird zurückgehalten", "das Objekt weitergeben, das es übersetzt")
        case .clearanceHeld:
            Wording("die Ermächtigung {other} umfasst {level}")
        case .clearanceTooLow:
            Wording("die Ermächtigung {other} umfasst {level} nicht", "eine Ermächtigung für {level}")
        case .clearanceMissing:
            Wording("es gibt keine Ermächtigung im System von {level}", "eine Ermächtigung für {level}")
        case .clearanceOver:
            Wording("die Ermächtigung endete am {day}", "die Ermächtigung erneuern")
        case .needToKnow:
            Wording("die Aufgabe erfordert es: `{value}`")
        case .noNeedToKnow:
            Wording(
                "keine Aufgabe, die es erfordert, ist verzeichnet; Rang, Amt und Ermächtigung allein genügen nicht",
                "die Aufgabe verzeichnen, die es erfordert"
            )
        case .briefed:
            Wording("am {day} über die Pflichten belehrt")
        case .notBriefed:
            Wording("keine Belehrung über die Pflichten ist verzeichnet", "die Person belehren")
        case .notRegistered:
            Wording("die Person steht nicht auf der Liste der Stelle", "die Person in die Liste der Stelle aufnehmen")
        case .nationalityOnList:
            Wording("ein Staatsangehöriger von {party} steht auf der Liste `{value}`")
        case .nationalityNotOnList:
            Wording(
                "ein Staatsangehöriger von {party} steht nicht auf der Liste `{value}`",
                "der Herausgeber erweitert die Liste"
            )
        case .inCell: Wording("die Person gehört zu einer Zelle von `{value}`")
        case .notInCell:
            Wording(
                "die Person gehört zu keiner Zelle von `{value}`",
                "der Sicherheitsbeauftragte trägt die Person in die Zelle ein"
            )
        case .personKnown:
            Wording("die Person ist bekannt")
        }
    }
}

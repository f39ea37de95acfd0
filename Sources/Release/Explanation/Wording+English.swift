extension Wording {
    /// The results in English.
    static func english(_ code: GroundCode) -> Wording {
        switch code {
        case .partyUnknown:
            Wording("the sender or the recipient is not declared as a party", "declare the party in the agreements")
        case .markingsKnown: Wording("every marking is known")
        case .markingUnknown:
            Wording(
                "the object is in quarantine: the meaning of the marking `{value}` is not known",
                "import the marking definition `{value}`, or a security officer says what it means"
            )
        case .markingAbsent:
            Wording("the object has no marking that says who may have it", "the author marks the object")
        case .markingTravels: Wording("a marking definition travels with what it marks")
        case .statementExplained:
            Wording("a security officer has said that this statement limits no release: `{value}`")
        case .markingExplained:
            Wording("a security officer has said what the marking means: `{value}`")
        case .schemeUnknown:
            Wording("the scheme `{value}` is not declared", "declare the scheme `{value}` with its levels")
        case .levelUnknown:
            Wording("the scheme has no level `{value}`", "the author corrects the level `{value}`")
        case .levelLookAlike:
            Wording(
                "`{value}` looks like a level of the scheme, but has letters of another alphabet",
                "the author writes `{value}` in one alphabet"
            )
        case .handlingMarking:
            Wording(
                "`{value}` is a handling marking, no level and no ground to release",
                "the author marks the object with a level, or with TLP"
            )
        case .dateUnknown: Wording("`{value}` is no date", "the author corrects the date `{value}`")
        case .originUnknown:
            Wording(
                "the originator `{value}` is not declared as a party",
                "declare `{value}` as a party in the agreements"
            )
        case .notClassified: Wording("the object is not classified: no agreement is needed")
        case .returnsToOriginator: Wording("the information is {party}'s own and returns to it")
        case .agreementInForce: Wording("{agreement} is in force between {from} and {to}")
        case .agreementNotInForce:
            Wording(
                "{agreement} between {from} and {to} lets nothing go: its state is `{value}`",
                "{agreement} enters into force"
            )
        case .noAgreement:
            Wording(
                "no agreement about classified information is in force between {from} and {to}",
                "an agreement about classified information between {from} and {to} enters into force"
            )
        case .articlesNotRead:
            Wording(
                "what the articles of {agreement} that were not read ask for is not known",
                "an officer reads {agreement} and completes its file"
            )
        case .subjectCovered: Wording("{agreement} covers {value}, and that is the subject")
        case .subjectNotCovered:
            Wording(
                "{agreement} covers {value} only, and the subject is another one",
                "another agreement that covers the subject"
            )
        case .subjectMissing:
            Wording(
                "{agreement} covers {value} only, and the object names no subject",
                "an officer states the subject"
            )
        case .ceilingMet: Wording("{level} is not above the ceiling {other}")
        case .ceilingExceeded:
            Wording("{level} is above the ceiling {other}", "the originator lowers the level to {other}")
        case .ceilingNotComparable:
            Wording(
                "{level} cannot be compared with the ceiling of {agreement}",
                "the agreement states a ceiling for this scheme"
            )
        case .electronicCeilingMet: Wording("{level} is not above the ceiling for electronic channels, {other}")
        case .electronicCeilingExceeded:
            Wording("{level} is above the ceiling for electronic channels, {other}", "send it by courier")
        case .courierOnly: Wording("{agreement} lets classified information go by courier only", "send it by courier")
        case .equivalent: Wording("{level} is answered by {other}, which the recipient must apply")
        case .equivalentByOriginator:
            Wording("{level} is answered by {other} under {agreement}, which its originator agreed with {to}")
        case .equivalentByConsent:
            Wording("{level} is answered by {other}, as its originator says in the consent `{value}`")
        case .equivalenceNone:
            Wording(
                "{agreement} names no level of {party} that answers {level}",
                "the originator lowers the level to {other}",
                withoutOther: "{agreement} states what {party} must apply to {level}"
            )
        case .equivalenceUnknown:
            Wording("what answers {level} under {agreement} is not known here", "enter the table of {agreement}")
        case .equivalenceMissing:
            Wording(
                "{agreement} has no row for {level}",
                "the agreement names what answers {level}, or the originator's consent states it"
            )
        case .onList: Wording("{party} is on the list `{value}`")
        case .notOnList: Wording("{party} is not on the list `{value}`", "the originator adds {party} to the list")
        case .caveatKept: Wording("the receiver undertakes in {agreement} to keep `{value}`")
        case .caveatNotKept:
            Wording(
                "no undertaking of the receiver's to keep `{value}` is known",
                "the originator removes `{value}`, or the agreement provides for it"
            )
        case .originatorControlled: Wording("each onward step needs the originator, and that is {party} itself")
        case .tlpOpen: Wording("{value} may go to {party}")
        case .tlpNamed: Wording("{value}: the release act names {party}")
        case .tlpNotNamed:
            Wording("{value}: the release act does not name {party}", "the officer names {party} in the release act")
        case .tlpClosed:
            Wording("{value} stays within the originator's organisation", "the author lowers the marking")
        case .privilegePermitted:
            Wording(
                "the marking permits it to {party}: `{value}`"
            )
        case .privilegeDenied:
            Wording(
                "the marking forbids it to {party}: `{value}`",
                "the originator changes the rule, or {party} undertakes in an agreement to keep it"
            )
        case .privilegeKept:
            Wording(
                "{party} undertakes in {agreement} to keep what the marking forbids: `{value}`"
            )
        case .privilegeNotPermitted:
            Wording(
                "the marking forbids what it does not permit (`{value}`), and no rule of it permits anything to {party}",
                "the originator permits it to {party}, or an agreement says which groups {party} is in"
            )
        case .sharingPermitted:
            Wording(
                "the marking permits sharing with {party}: `{value}`"
            )
        case .sharingDenied:
            Wording(
                "the marking forbids sharing with {party}: `{value}`",
                "the originator changes the rule"
            )
        case .sharingNotPermitted:
            Wording(
                "the marking forbids sharing that it does not permit (`{value}`), and no rule of it permits a group that {party} is in",
                "the originator permits sharing with {party}, or an agreement says which groups {party} is in"
            )
        case .groupUnknown:
            Wording(
                "no agreement in force says whether {party} is in a group that the marking forbids: `{value}`",
                "an agreement says which groups {party} is in"
            )
        case .originOwn: Wording("the information is {party}'s own")
        case .originHandedIn:
            Wording(
                "the object was handed in by `{value}` and nobody has taken it over",
                "an officer imports the object as the party's own"
            )
        case .originIsRecipient: Wording("{party} is an originator of the information itself")
        case .originMarkedClear: Wording("{party} marked the information {value}: everybody may pass it on")
        case .relay: Wording("{agreement} lets {from} pass on what {party} gives for {to}")
        case .consentGiven: Wording("{party} has consented in writing: `{value}`")
        case .consentMissing:
            Wording(
                "{party}'s information, and there is no written consent to give it to {to}; silence is no",
                "{party} consents in writing to give this item to {to}"
            )
        case .ownEyes:
            Wording(
                "it is for the own party's eyes alone, and no agreement releases it",
                "write what may go in a paper of its own"
            )
        case .embargoed:
            Wording(
                "an embargo holds until {day}: nothing of it leaves before that day",
                "release it on that day, or write a version without the embargo"
            )
        case .exerciseFeedOpen: Wording("the feed of {party} is open for `{value}`")
        case .exerciseFeedClosed:
            Wording(
                "the feed of {party} is not open for `{value}`",
                "an officer opens the feed of {party} for the exercise and its cell"
            )
        case .recalled:
            Wording("{party} has recalled it: `{value}`", "{party} lifts the recall, or gives a newer version")
        case .consentRefused: Wording("{party} has said no: `{value}`", "{party} changes its answer")
        case .consentOver:
            Wording("the consent `{value}` of {party} ended on {day}", "{party} renews the consent `{value}`")
        case .consentNotYet: Wording("the consent `{value}` of {party} begins on {day}", "wait until {day}")
        case .consentNotWritten:
            Wording(
                "the consent `{value}` of {party} was not given in writing",
                "{party} puts the consent `{value}` in writing"
            )
        case .consentOtherPurpose:
            Wording(
                "the consent `{value}` of {party} is for another purpose",
                "{party} consents for this purpose, too"
            )
        case .equipmentConsentMissing:
            Wording(
                "{party} transferred the equipment, and has not consented to give it to {to}",
                "{party} consents in writing to the retransfer to {to}"
            )
        case .purposeMet: Wording("it is wanted for `{value}`, for which it was given")
        case .purposeDiffers:
            Wording("it was given for {value} only", "the originator consents to the other purpose")
        case .purposeMissing:
            Wording(
                "it was given for {value}, and what it is wanted for is not said",
                "the recipient states the purpose"
            )
        case .reviewSet: Wording("the originator reviews the level on {day}")
        case .reviewPast: Wording("the review of the level was due on {day}", "the originator reviews the level")
        case .reviewMissing:
            Wording("{agreement} wants a date of review, and there is none", "the originator sets a date of review")
        case .assuranceGiven: Wording("{party} has assured protection under {agreement}")
        case .assuranceMissing:
            Wording(
                "{agreement} wants {party}'s assurance of protection before the first release",
                "{party} assures protection in writing"
            )
        case .contractorCleared: Wording("the contractor's facility and staff are cleared")
        case .contractorNotCleared:
            Wording("the contractor's facility or staff are not cleared", "clear the contractor's facility and staff")
        case .contractorNotCovered:
            Wording("{agreement} does not provide for contractors", "give it to an authority of {to}")
        case .officerDecides: Wording("nobody has to give anything: the officer's act is the release")
        case .instructionCovers: Wording("the standing instruction `{value}` covers it")
        case .versionNarrowed:
            Wording(
                "a newer version may not go in this way, so the older one does not go without a decision about both",
                "an officer who may see the newer version decides which one goes"
            )
        case .officerNeeded: Wording("nobody has decided yet", "a disclosure officer decides")
        case .meaninglessWithout:
            Wording(
                "without what is withheld the object has no meaning",
                "release what it refers to, or write a tear line"
            )
        case .notRenderable:
            Wording(
                "the object goes whole or not at all, and something that it refers to is withheld",
                "release what it refers to"
            )
        case .creatorAbsent:
            Wording(
                "who created it is not here, and nobody signs in that place",
                "take the creator's identity in, or let identifiers of what is not here go with it"
            )
        case .referenceAbsent:
            Wording(
                "it means nothing without something that is not here",
                "take in what it refers to, or let identifiers of what is not here go with it"
            )
        case .absentNamed: Wording("{agreement} lets references to what is not here stand")
        case .sightersWithheld: Wording("it is told by the party alone, not who saw it")
        case .sightersNamed: Wording("{agreement} lets it be told who saw it")
        case .countWithheld: Wording("{agreement} withholds small counts: it is told that it was seen, not how often")
        case .countBanded: Wording("{agreement} has counts told in bands")
        case .portionsIgnored:
            Wording(
                "the recipient’s software passes over markings of portions, and this one is marked higher than the object",
                "read it with software that keeps them, and close the record that says otherwise"
            )
        case .translationGiven:
            Wording(
                "the text is given in translation, since the recipient’s software reads no language-content: {value}"
            )
        case .translationWithheld:
            Wording("the object that it translates is withheld", "release the object that it translates")
        case .clearanceHeld: Wording("the clearance {other} covers {level}")
        case .clearanceTooLow: Wording("the clearance {other} does not cover {level}", "a clearance for {level}")
        case .clearanceMissing: Wording("there is no clearance of the scheme of {level}", "a clearance for {level}")
        case .clearanceOver: Wording("the clearance ended on {day}", "renew the clearance")
        case .needToKnow: Wording("the duty needs it: `{value}`")
        case .noNeedToKnow:
            Wording(
                "no duty that needs it is recorded; rank, post and clearance alone give no access",
                "record the duty that needs it"
            )
        case .briefed: Wording("briefed on the duties on {day}")
        case .notBriefed: Wording("no briefing on the duties is recorded", "brief the person")
        case .notRegistered:
            Wording("the person is not on the facility's list", "put the person on the facility's list")
        case .nationalityOnList: Wording("a national of {party} is on the list `{value}`")
        case .nationalityNotOnList:
            Wording("a national of {party} is not on the list `{value}`", "the originator widens the list")
        case .inCell: Wording("the person is in a cell of `{value}`")
        case .notInCell:
            Wording(
                "the person is in no cell of `{value}`",
                "the security officer enters the person in the cell"
            )
        case .personKnown: Wording("the person is known")
        }
    }
}

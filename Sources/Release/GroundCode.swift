/// Every result that a rule of the engine can have; the raw value is the stable word for programs.
public enum GroundCode: String, Sendable, Hashable, CaseIterable {
    // Who and what.
    case partyUnknown = "party-unknown"
    case markingsKnown = "markings-known"
    case markingUnknown = "marking-unknown"
    case markingAbsent = "marking-absent"
    case markingTravels = "marking-travels"
    case statementExplained = "statement-explained"
    case markingExplained = "marking-explained"
    case schemeUnknown = "scheme-unknown"
    case levelUnknown = "level-unknown"
    case levelLookAlike = "level-look-alike"
    case handlingMarking = "handling-marking"
    case dateUnknown = "date-unknown"
    case originUnknown = "origin-unknown"
    // Legal basis (R01).
    case notClassified = "not-classified"
    case returnsToOriginator = "returns-to-originator"
    case agreementInForce = "agreement-in-force"
    case agreementNotInForce = "agreement-not-in-force"
    case noAgreement = "no-agreement"
    case articlesNotRead = "articles-not-read"
    case subjectCovered = "subject-covered"
    case subjectNotCovered = "subject-not-covered"
    case subjectMissing = "subject-missing"
    // Ceilings (R01).
    case ceilingMet = "ceiling-met"
    case ceilingExceeded = "ceiling-exceeded"
    case ceilingNotComparable = "ceiling-not-comparable"
    case electronicCeilingMet = "electronic-ceiling-met"
    case electronicCeilingExceeded = "electronic-ceiling-exceeded"
    case courierOnly = "courier-only"
    // Equivalence (R04).
    case equivalent = "equivalent"
    case equivalentByOriginator = "equivalent-by-originator"
    case equivalentByConsent = "equivalent-by-consent"
    case equivalenceNone = "equivalence-none"
    case equivalenceUnknown = "equivalence-unknown"
    case equivalenceMissing = "equivalence-missing"
    // Caveats (R22) and TLP.
    case onList = "on-list"
    case notOnList = "not-on-list"
    case caveatKept = "caveat-kept"
    case caveatNotKept = "caveat-not-kept"
    case originatorControlled = "originator-controlled"
    case recalled = "recalled"
    case ownEyes = "own-eyes"
    case embargoed = "embargoed"
    case exerciseFeedOpen = "exercise-feed-open"
    case exerciseFeedClosed = "exercise-feed-closed"
    case tlpOpen = "tlp-open"
    case tlpNamed = "tlp-named"
    case tlpNotNamed = "tlp-not-named"
    case tlpClosed = "tlp-closed"
    // Rules that an ACS marking carries (R22).
    case privilegePermitted = "privilege-permitted"
    case privilegeDenied = "privilege-denied"
    case privilegeKept = "privilege-kept"
    case privilegeNotPermitted = "privilege-not-permitted"
    case sharingPermitted = "sharing-permitted"
    case sharingDenied = "sharing-denied"
    case sharingNotPermitted = "sharing-not-permitted"
    case groupUnknown = "group-unknown"
    // Third party (R06), relay (R24), equipment (R25), silence (R26).
    case originOwn = "origin-own"
    case originHandedIn = "origin-handed-in"
    case originIsRecipient = "origin-is-recipient"
    case originMarkedClear = "origin-marked-clear"
    case relay = "relay"
    case consentGiven = "consent-given"
    case consentMissing = "consent-missing"
    case consentRefused = "consent-refused"
    case consentOver = "consent-over"
    case consentNotYet = "consent-not-yet"
    case consentNotWritten = "consent-not-written"
    case consentOtherPurpose = "consent-other-purpose"
    case equipmentConsentMissing = "equipment-consent-missing"
    // Purpose (R07), review (R12), assurance (R10), contractors (R21).
    case purposeMet = "purpose-met"
    case purposeDiffers = "purpose-differs"
    case purposeMissing = "purpose-missing"
    case reviewSet = "review-set"
    case reviewPast = "review-past"
    case reviewMissing = "review-missing"
    case assuranceGiven = "assurance-given"
    case assuranceMissing = "assurance-missing"
    case contractorCleared = "contractor-cleared"
    case contractorNotCleared = "contractor-not-cleared"
    case contractorNotCovered = "contractor-not-covered"
    // Who decides (R02).
    case officerDecides = "officer-decides"
    case instructionCovers = "instruction-covers"
    case officerNeeded = "officer-needed"
    case versionNarrowed = "version-narrowed"
    // Rendering.
    case meaninglessWithout = "meaningless-without"
    case notRenderable = "not-renderable"
    case translationWithheld = "translation-withheld"
    case creatorAbsent = "creator-absent"
    case referenceAbsent = "reference-absent"
    case absentNamed = "absent-named"
    case sightersWithheld = "sighters-withheld"
    case sightersNamed = "sighters-named"
    case countWithheld = "count-withheld"
    case countBanded = "count-banded"
    case portionsIgnored = "portions-ignored"
    case translationGiven = "translation-given"
    // People (R08, R09, R13).
    case clearanceHeld = "clearance-held"
    case clearanceTooLow = "clearance-too-low"
    case clearanceMissing = "clearance-missing"
    case clearanceOver = "clearance-over"
    case needToKnow = "need-to-know"
    case noNeedToKnow = "no-need-to-know"
    case briefed = "briefed"
    case notBriefed = "not-briefed"
    case notRegistered = "not-registered"
    case nationalityOnList = "nationality-on-list"
    case nationalityNotOnList = "nationality-not-on-list"
    case personKnown = "person-known"
    case inCell = "in-cell"
    case notInCell = "not-in-cell"

    /// The rule of the field (R01 to R26) that the result belongs to, or the standard.
    public var rule: String {
        switch self {
        case .partyUnknown, .notClassified, .returnsToOriginator, .agreementInForce, .agreementNotInForce,
            .noAgreement, .articlesNotRead, .subjectCovered, .subjectNotCovered, .subjectMissing, .ceilingMet,
            .ceilingExceeded,
            .ceilingNotComparable, .electronicCeilingMet, .electronicCeilingExceeded:
            "R01"
        case .officerDecides, .instructionCovers, .officerNeeded, .versionNarrowed: "R02"
        case .markingsKnown, .markingUnknown, .markingAbsent, .markingTravels, .statementExplained, .markingExplained,
            .schemeUnknown, .levelUnknown,
            .levelLookAlike, .handlingMarking, .dateUnknown, .originUnknown:
            "R03"
        case .equivalent, .equivalentByOriginator, .equivalentByConsent, .equivalenceNone, .equivalenceUnknown,
            .equivalenceMissing:
            "R04"
        case .originOwn, .originHandedIn, .originIsRecipient, .originMarkedClear, .consentGiven, .consentRefused,
            .consentOver, .consentNotYet, .consentNotWritten:
            "R06"
        case .consentMissing: "R26"
        case .purposeMet, .purposeDiffers, .purposeMissing, .consentOtherPurpose: "R07"
        case .clearanceHeld, .clearanceTooLow, .clearanceMissing, .clearanceOver, .needToKnow, .noNeedToKnow,
            .nationalityOnList, .nationalityNotOnList, .personKnown, .inCell, .notInCell:
            "R08"
        case .briefed, .notBriefed: "R09"
        case .assuranceGiven, .assuranceMissing: "R10"
        case .reviewSet, .reviewPast, .reviewMissing: "R12"
        case .notRegistered: "R13"
        case .courierOnly: "R16"
        case .contractorCleared, .contractorNotCleared, .contractorNotCovered: "R21"
        case .onList, .notOnList, .caveatKept, .caveatNotKept, .originatorControlled, .recalled, .ownEyes, .embargoed,
            .exerciseFeedOpen, .exerciseFeedClosed, .privilegePermitted, .privilegeDenied, .privilegeKept,
            .privilegeNotPermitted, .sharingPermitted,
            .sharingDenied,
            .sharingNotPermitted, .groupUnknown:
            "R22"
        case .meaninglessWithout, .notRenderable, .translationWithheld, .creatorAbsent, .referenceAbsent,
            .absentNamed, .sightersWithheld, .sightersNamed, .countWithheld, .countBanded, .portionsIgnored,
            .translationGiven:
            "STIX 2.1"
        case .relay: "R24"
        case .equipmentConsentMissing: "R25"
        case .tlpOpen, .tlpNamed, .tlpNotNamed, .tlpClosed: "TLP 2.0"
        }
    }
}

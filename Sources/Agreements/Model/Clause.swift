/// The conditions and duties that agreements share, each with its rule of the field (R01 to R26).
public enum Clause: String, Sendable, Hashable, CaseIterable {
    /// An agreement permits, it never compels (R02).
    case noDutyToGive = "no-duty-to-give"
    /// The sender marks level and origin (R03).
    case senderMarks = "sender-marks"
    /// The receiver marks the sender's name and its own level (R04).
    case receiverMarks = "receiver-marks"
    /// New documents that hold received matter are marked likewise (R05).
    case derivedMarked = "derived-marked"
    /// No passing to anybody else without the originator's written consent (R06).
    case thirdParty = "third-party"
    /// No passing to anybody else without the releasing party's written consent (R06).
    case thirdPartyReleaser = "third-party-releaser"
    /// Use only for the purpose given (R07).
    case purpose = "purpose"
    /// Access needs duty and clearance (R08).
    case needAndClearance = "need-and-clearance"
    /// Access needs duty, clearance and briefing (R09).
    case needClearanceBriefing = "need-clearance-briefing"
    /// Rank alone gives no access (R08).
    case rankIsNoGround = "rank-no-ground"
    /// The receiver assures protection before the first release (R10).
    case priorAssurance = "prior-assurance"
    /// Only the originator changes a level, the receiver follows (R11).
    case classificationChange = "classification-change"
    /// The originator sets a date of review (R12).
    case review = "review"
    /// A register of cleared persons and of holdings is kept (R13).
    case register = "register"
    /// Returned or destroyed when no longer needed (R14).
    case returnOrDestroy = "return-or-destroy"
    /// Copies and translations are marked like the original (R15).
    case copies = "copies"
    /// Carried in two sealed covers, against receipt (R16).
    case carriage = "carriage"
    /// Loss or possible loss is reported (R17).
    case loss = "loss"
    /// Visits need the host's approval (R18).
    case visits = "visits"
    /// Security staff may visit each other (R19).
    case securityVisits = "security-visits"
    /// Changes of law are told (R20).
    case lawChange = "law-change"
    /// Contractors only with clearance of facility and staff (R21).
    case contractors = "contractors"
    /// The sender's limits are kept (R22).
    case senderLimits = "sender-limits"
    /// The originator decides disputes (R23).
    case disputes = "disputes"
    /// Equipment goes no further without the sender's consent (R25).
    case equipment = "equipment"
    /// Silence is no (R26).
    case silenceIsNo = "silence-is-no"
    /// The parties meet.
    case meetings = "meetings"
    /// Not every article was read for this file: what else they ask for is not known.
    case articlesNotRead = "articles-not-read"
    /// An officer decides every release, standing instructions notwithstanding; in national additions.
    case officerDecides = "officer-decides"
    /// What is given may name what the sender does not hold, by its identifier.
    case absentNamed = "absent-named"
    /// What is told of own sightings says who saw, and not the party alone.
    case sightersNamed = "sighters-named"
    /// Of own sightings of fewer than ten it is told that there are some, and not how many.
    case smallCountsWithheld = "small-counts-withheld"
    /// How many own sightings there are is told by its order of magnitude.
    case countsBanded = "counts-banded"

    /// The rule of the field that the clause puts into words, or nil.
    public var rule: String? {
        switch self {
        case .noDutyToGive, .officerDecides: "R02"
        case .senderMarks: "R03"
        case .receiverMarks: "R04"
        case .derivedMarked: "R05"
        case .thirdParty, .thirdPartyReleaser: "R06"
        case .purpose: "R07"
        case .needAndClearance, .rankIsNoGround: "R08"
        case .needClearanceBriefing: "R09"
        case .priorAssurance: "R10"
        case .classificationChange: "R11"
        case .review: "R12"
        case .register: "R13"
        case .returnOrDestroy: "R14"
        case .copies: "R15"
        case .carriage: "R16"
        case .loss: "R17"
        case .visits: "R18"
        case .securityVisits: "R19"
        case .lawChange: "R20"
        case .contractors: "R21"
        case .senderLimits: "R22"
        case .disputes: "R23"
        case .equipment: "R25"
        case .silenceIsNo: "R26"
        case .meetings, .articlesNotRead, .absentNamed, .sightersNamed, .smallCountsWithheld, .countsBanded: nil
        }
    }
}

/// How soon, or how often, a duty is due.
public enum Clock: Sendable, Hashable {
    /// At once.
    case atOnce
    /// Promptly: without a figure, and less strict than at once.
    case promptly
    /// Within, or every, this many hours.
    case hours(Int)
    /// Within, or every, this many days.
    case days(Int)
    /// Within, or every, this many months.
    case months(Int)
    /// Within, or every, this many years.
    case years(Int)

    /// ISO 8601 duration; `PT0S` for at once, `promptly` where the text gives no figure.
    public var duration: String {
        switch self {
        case .atOnce: "PT0S"
        case .promptly: "promptly"
        case .hours(let count): "PT\(count)H"
        case .days(let count): "P\(count)D"
        case .months(let count): "P\(count)M"
        case .years(let count): "P\(count)Y"
        }
    }
}

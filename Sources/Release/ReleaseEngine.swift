internal import Labels

/// Decides what may go to whom; a pure function, the only way to a partner's feed.
///
/// Rules of this release, in order; the strictest wins, and a rule that cannot be judged refuses:
/// 1. Origin: only the party's own objects go out; what a partner released to us is not ours to pass on.
/// 2. Markings: each must be known; an unknown one means quarantine.
/// 3. Marking definitions whose meaning is known travel with what they mark.
/// 4. TLP 2.0 (FIRST): CLEAR and GREEN may go to a partner; AMBER only where the officer names the partner in the
///    release act; AMBER+STRICT and RED never. No marking at all means not released.
public enum ReleaseEngine {
    /// The answer to a question.
    /// - Parameter question: what is asked.
    /// - Returns: the decision with its grounds.
    public static func decide(_ question: ReleaseQuestion) -> Decision {
        let judged = [origin(question), markings(question), level(question)]
        let grounds = judged.map(\.ground)
        let isPermitted = grounds.allSatisfy(\.permits)
        // One remedy is named only where it alone would release; what several rules refuse has none.
        let refusing = judged.filter { !$0.ground.permits }
        return Decision(
            outcome: isPermitted ? .release : .refuse,
            grounds: grounds,
            remedy: refusing.count == 1 ? refusing.first?.remedy : nil
        )
    }

    private typealias Judged = (ground: Decision.Ground, remedy: String?)

    private static func permit(_ code: String, _ source: String, _ text: String) -> Judged {
        (Decision.Ground(code: code, source: source, permits: true, text: text), nil)
    }

    private static func refuse(_ code: String, _ source: String, _ text: String, remedy: String? = nil) -> Judged {
        (Decision.Ground(code: code, source: source, permits: false, text: text), remedy)
    }

    private static func origin(_ question: ReleaseQuestion) -> Judged {
        let source = "third-party rule"
        switch question.origin {
        case .own:
            return permit("origin-own", source, "the object is the party's own")
        case .partner(let name):
            let text = "the object was released to us by `\(name)`; only its originator may release it further"
            return refuse("origin-partner", source, text)
        case .handedIn(let name):
            let text = "the object was handed in by `\(name)` and nobody has taken it over"
            let remedy = "an officer imports the object as the party's own"
            return refuse("origin-handed-in", source, text, remedy: remedy)
        }
    }

    private static func markings(_ question: ReleaseQuestion) -> Judged {
        let source = "STIX 2.1, 7.2"
        let unknown = question.markings.unknown
        guard !unknown.isEmpty else { return permit("markings-known", source, "every marking is known") }
        let list = unknown.map { "`\($0)`" }.joined(separator: ", ")
        let text = "the object is in quarantine: the meaning of \(list) is not known"
        return refuse("marking-unknown", source, text, remedy: "import the marking definition of \(list)")
    }

    private static func level(_ question: ReleaseQuestion) -> Judged {
        let source = "TLP 2.0"
        if question.isKnownMarking {
            return permit("marking-travels", source, "a marking definition travels with what it marks")
        }
        guard let level = question.markings.level else {
            let remedy = "the author marks the object TLP:GREEN or TLP:CLEAR"
            return refuse("marking-absent", source, "the object has no TLP marking", remedy: remedy)
        }
        let partner = question.recipient
        switch level {
        case .clear, .green:
            return permit("tlp-open", source, "\(level.label) may go to the partner `\(partner)`")
        case .amber where question.named.contains(partner):
            return permit("tlp-named", source, "\(level.label): the release act names `\(partner)`")
        case .amber:
            let text = "\(level.label): the release act does not name `\(partner)`"
            return refuse("tlp-not-named", source, text, remedy: "the officer names `\(partner)` in the release act")
        case .amberStrict, .red:
            let text = "\(level.label) stays within the originator's organisation"
            return refuse("tlp-closed", source, text, remedy: "the author lowers the marking")
        }
    }
}

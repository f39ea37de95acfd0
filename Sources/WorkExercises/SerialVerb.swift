internal import Release

/// What a party says of a serial.
enum SerialVerb: String, Sendable, CaseIterable {
    case agree
    case agreeAdReferendum = "agree-ad-referendum"
    case reserve, withdraw
    case go
    case noGo = "no-go"
    case cancelled, done

    /// What it says about the words of the serial; nil for what is called at sea.
    var joint: JointAct.Verb? { JointAct.Verb(rawValue: rawValue) }

    /// What is called at sea.
    static let calls: [SerialVerb] = [.go, .noGo, .cancelled, .done]
}

/// Why reading the server of somebody else ended before it was through.
public enum SourceFault: String, Error, Sendable, CaseIterable {
    /// It cannot be reached.
    case notReached = "not-reached"
    /// It does not prove who it is, or does not know the certificate of this node.
    case notTrusted = "not-trusted"
    /// It does not let this node in: status 401 or 403.
    case notAdmitted = "not-admitted"
    /// What was asked for is not there: status 404.
    case notThere = "not-there"
    /// It asks for patience: status 429 or 503.
    case busy
    /// It answers with another status.
    case status
    /// It sends the node to another place.
    case redirected
    /// It answers with something that is not of TAXII 2.1.
    case notTAXII = "not-taxii"
    /// What it sends cannot be read.
    case unreadable
    /// It does not answer in time, or a fetch of all its pages takes too long.
    case slow
    /// It answers with more than is taken: a page with one object, or the objects of one fetch.
    case tooMuch = "too-much"
    /// Its dates go back, or it gives what is older than was asked for.
    case backwards
    /// It gives the same page again.
    case repeats
    /// It says that there is more and gives nothing new.
    case endless
    /// It gives other contents under identifiers and versions that it gave before.
    case changing

    /// Whether the server is cut off: it is asked again only when somebody says so.
    public var isCutOff: Bool {
        switch self {
        case .redirected, .tooMuch, .backwards, .repeats, .endless, .changing: true
        case .notReached, .notTrusted, .notAdmitted, .notThere, .busy, .status, .notTAXII, .unreadable, .slow: false
        }
    }

    /// What a status that is no success says.
    /// - Parameter status: the status.
    public init(status: Int) {
        switch status {
        case 300..<400: self = .redirected
        case 401, 403: self = .notAdmitted
        case 404: self = .notThere
        case 429, 503: self = .busy
        default: self = .status
        }
    }
}

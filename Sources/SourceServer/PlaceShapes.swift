internal import Calls
internal import ConsoleServer

/// What calls say of a place elsewhere.
extension APIService {
    /// A place: one of those that are listed, and what follows.
    static let listedPlace = Shape.record(["server": listedServer, "path?": placePath])
    /// One of the places that are listed.
    static let listedServer = Shape.text(upTo: 400).noted("scheme, host and port, as they are listed")
    /// What follows it.
    static let placePath = Shape.text(upTo: 500).noted("what follows, beginning with a slash")
    /// How the node is to show itself; a certificate with its key is given at the command line.
    static let serverAccess = Shape.record([
        "way": .choice("open", "user", "bearer"),
        "account?": .text(upTo: 200).noted("the name, for `user`"),
        "secret?": .text(upTo: 4_096).noted("the password or the token; it is never shown"),
    ])
}

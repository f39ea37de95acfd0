package import Configuration
package import Installation
package import Store

/// Tokens with which a person's programs fetch the person's calendar, and nothing else: each is of one device.
///
/// Their scope is none of the API's, so no call lets one in.
extension Node {
    private static let calendarScope = "calendar"
    private static let mostCalendars = 20
    private static let calendarTokens = TokenKind(
        word: "calendar",
        most: mostCalendars,
        full: "an account has at most \(mostCalendars) calendar feeds",
        noted: 60_000_000,
        holds: { isCalendar($0) },
        counts: { isCalendar($0) }
    )

    /// Whether a token is of a calendar.
    package static func isCalendar(_ token: StoredPersonalToken) -> Bool { token.scopes == [calendarScope] }

    /// Makes a token.
    /// - Parameters:
    ///   - name: what the person calls the device.
    ///   - days: how long it holds.
    ///   - person: whose calendar it is.
    /// - Returns: its text, which is kept nowhere, and what is kept.
    /// - Throws: `NodeError`.
    package func makeCalendarToken(
        _ name: String,
        days: Int,
        for person: SignedIn
    ) throws(NodeError) -> (text: String, token: StoredPersonalToken) {
        try make(Self.calendarTokens, name, scopes: [Self.calendarScope], days: days, for: person)
    }

    /// Ends a token of a calendar.
    /// - Parameters:
    ///   - digest: which one.
    ///   - person: whose.
    /// - Returns: whether there was one.
    /// - Throws: `NodeError`.
    package func endCalendarToken(_ digest: [UInt8], of person: SignedIn) throws(NodeError) -> Bool {
        try end(Self.calendarTokens, digest, of: person)
    }

    /// Whose calendar is asked for; nil if the token does not hold, or is somebody else's than the name says.
    /// - Parameters:
    ///   - text: the token.
    ///   - name: the name that was given with it.
    /// - Returns: the person.
    /// - Throws: `NodeError`.
    package func owner(ofCalendarToken text: String, named name: String) throws(NodeError) -> SignedIn? {
        try owner(of: Self.calendarTokens, text, named: name)
    }
}

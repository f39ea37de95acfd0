/// An agreement under which forces of one state are in another one, or get supplies from it.
package struct Instrument: Equatable, Sendable {
    /// What it covers.
    package enum Kind: String, Sendable {
        /// Reciprocal access: entry, and whose law holds.
        case access
        /// Acquisition and cross-servicing: what is supplied.
        case servicing
    }

    package let kind: Kind
    /// Its name among the agreements.
    package let name: String
    /// Its title by language.
    package let titles: [String: String]
    /// Whether it is in force on each day of the stay; else it is signed and not in force on all of them.
    package let isInForce: Bool

    /// An agreement.
    package init(kind: Kind, name: String, titles: [String: String], isInForce: Bool) {
        (self.kind, self.name, self.titles, self.isInForce) = (kind, name, titles, isInForce)
    }
}

/// A stay of forces in another state, as the agreements are asked about it.
package struct ForcesStay: Sendable {
    /// What the visiting state, or its party, is called: identities, names, codes.
    package let visitor: [String]
    /// What the state is called in which they are.
    package let host: [String]
    /// From when to when, in microseconds since 1970.
    package let span: ClosedRange<Int64>

    /// A stay.
    package init(visitor: [String], host: [String], span: ClosedRange<Int64>) {
        (self.visitor, self.host, self.span) = (visitor, host, span)
    }
}

/// What the agreements say of a stay.
package struct CoveredStay: Equatable, Sendable {
    /// Whether both states are known to the agreements; else nothing can be said.
    package let isKnown: Bool
    /// Whether the forces are in a state of their own.
    package let isHome: Bool
    /// What was signed between the two states.
    package let instruments: [Instrument]

    /// What is said.
    package init(isKnown: Bool, isHome: Bool = false, instruments: [Instrument] = []) {
        (self.isKnown, self.isHome, self.instruments) = (isKnown, isHome, instruments)
    }

    /// Nothing can be said: there are no agreements here.
    package static let unknown = CoveredStay(isKnown: false)
}

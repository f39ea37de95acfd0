/// Why a text is no GeoJSON.
public struct GeoFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, for programs.
    public enum Code: String, Sendable {
        /// It is not of the form of RFC 7946.
        case form
        /// A coordinate is out of range.
        case range
        /// It has more positions, parts or levels than are read.
        case limit
    }

    /// What is wrong, for programs.
    public let code: Code
    /// What is wrong, in words.
    public let message: String
    /// The member where it is, such as `coordinates[0][3]`.
    public let place: String

    init(_ code: Code, _ message: String, at place: String) {
        self.code = code
        self.message = message
        self.place = place
    }

    /// Place and message.
    public var description: String { place.isEmpty ? message : "\(place): \(message)" }
}

/// The bounds of what is read as GeoJSON.
public struct GeoLimits: Sendable {
    /// The most positions in all.
    public var positions = 100_000
    /// The most rings, lines, points and polygons in all.
    public var parts = 10_000
    /// The most collections within each other.
    public var depth = 4

    /// The bounds as they are set.
    public init() {}
}

/// What is to be said of GeoJSON that was read.
public struct GeoNote: Sendable, Hashable {
    /// What is to be said.
    public enum Code: String, Sendable {
        /// A ring does not end where it begins (3.1.6); it is taken as closed.
        case ringOpen = "ring-open"
        /// A ring has fewer than three corners (3.1.6).
        case ringShort = "ring-short"
    }

    /// What is to be said.
    public let code: Code
    /// The member where it is.
    public let place: String
}

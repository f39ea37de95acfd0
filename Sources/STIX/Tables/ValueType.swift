/// The type of a property's value, with its bounds; a trivial value, so that reading a table counts no references.
enum ValueType: Sendable {
    /// `type`, judged on its own.
    case type
    /// `spec_version`: `2.1`.
    case specVersion
    /// `id`: an identifier of the object's own type.
    case id
    /// A string (2.15), and a list of them.
    case text
    case texts
    /// A truth value (2.2).
    case boolean
    /// A whole number (2.10) within bounds.
    case integer(ClosedRange<Int>)
    /// A number (2.6) within bounds.
    /// A whole number that should not be negative: the text says so, but not with MUST.
    case count
    case float(ClosedRange<Double>)
    /// A timestamp (2.16); with at least three fraction digits; without any.
    case timestamp
    case milliseconds
    case wholeSeconds
    /// A reference to an object of one of these types (3.3), and a list of them.
    case reference(TypeSet)
    case references(TypeSet)
    /// A term (2.4, 2.14), and a list of them.
    case term(Vocabulary)
    case terms(Vocabulary)
    /// A term of a property of one's own type, by its place in the `TypeTable`.
    case ownTerm(Int)
    /// Hexadecimal digits (2.8).
    case hex
    /// Base64 (2.1).
    case binary
    /// Hashes by algorithm (2.7); closed: only algorithms of the vocabulary.
    case hashes(isClosed: Bool)
    /// A dictionary (2.3) with values of a kind.
    case dictionary(DictionaryKind)
    /// An object of a known make, and a list of them.
    case part(Part)
    case parts(Part)
    /// A list of records of one's own type, by their place in the `TypeTable`.
    case ownParts(Int)
    /// A language tag (RFC 5646), and a list of them.
    case language
    case languages
    /// A URL (RFC 3986).
    case url
    /// Text in a form of its own.
    case form(TextForm)
    /// `granular_markings` (7.2.3).
    case granularMarkings
    /// `extensions` (3.2, 7.3).
    case extensions
    /// `contents` of a language-content object (7.1).
    case contents
    /// `definition` of a marking definition (7.2.1).
    case definition
    /// `objects` of observed data (2.13, deprecated).
    case observableContainer
    /// `objects` of a bundle (8).
    case bundleObjects
    /// A common property that this type of object does not have; must: the specification forbids it outright.
    case notApplicable(must: Bool)
    /// Any value.
    case any
}

/// Text in a form that one property has.
enum TextForm: Sendable {
    case ipv4
    case ipv6
    case mac
    case domainName
    case emailAddress
    case mediaType
    case characterSet
    case cpe
    case relationshipType
    case country
    case product
    case priority
    case protocolName
    case version
    case something
    case duration
    case partialDate
    case currency
}

/// What the values of a dictionary are.
enum DictionaryKind: Sendable {
    case any
    case texts
    case textOrTexts
    case textOrInteger
    case integers
    case exif
    case textLists
    case startupInfo
    case socketOptions
    case pdfInfo
}

/// The objects that stand inside others.
enum Part: Int, CaseIterable, Sendable {
    case killChainPhase
    case externalReference
    case emailMIMEPart
    case x509Extensions
    case registryValue
    case alternateDataStream
    case peSection
    case peOptionalHeader
    case archiveExtension
    case ntfsExtension
    case pdfExtension
    case rasterImageExtension
    case windowsPEBinaryExtension
    case httpRequestExtension
    case icmpExtension
    case socketExtension
    case tcpExtension
    case windowsProcessExtension
    case windowsServiceExtension
    case unixAccountExtension
    case ententeTranslation
}

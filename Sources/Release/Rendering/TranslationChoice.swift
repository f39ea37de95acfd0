public import JSON
internal import STIX

/// A `language-content` that could give an object its texts, and which of several does (STIX 2.1, 7.1).
public struct TranslationChoice: Sendable {
    /// The object that it translates.
    public let object: String
    /// The version that it names, or nil for every one.
    public let version: String?
    /// Its own identifier.
    public let id: String
    /// Its own version.
    public let modified: String
    /// The languages that it has.
    public let languages: [String]

    /// What a `language-content` is of; nil for anything else, for one that its author took back, and for one of which is said that nobody
    /// has approved it yet: a draft does not stand in for the author's words.
    /// - Parameter content: the object.
    public init?(_ content: JSONValue) {
        guard content["type"]?.isString("language-content") ?? false, content["revoked"]?.bool != true,
            let object = content["object_ref"]?.string, let id = content["id"]?.string,
            let modified = content["modified"]?.string,
            content["extensions"]?[TranslationRecord.definition] == nil
                || TranslationRecord(of: content)?.state == .approved
        else { return nil }
        (self.object, self.id, self.modified) = (object, id, modified)
        version = content["object_modified"]?.string
        languages = content["contents"]?.members.compactMap(\.name.string) ?? []
    }

    /// Whether it speaks of a version of its object, in a language that answers the wanted one.
    /// - Parameters:
    ///   - modified: the version.
    ///   - language: the wanted language.
    /// - Returns: whether it does.
    public func fits(_ modified: String, _ language: String) -> Bool {
        guard STIXLanguage.best(for: language, among: languages) != nil else { return false }
        guard let version else { return true }
        guard let one = STIXTimestamp(version), let other = STIXTimestamp(modified) else { return false }
        return one.isSameInstant(as: other)
    }

    /// The place of the newest one that fits; of each object only its newest version counts.
    /// - Parameters:
    ///   - choices: what there is, with places.
    ///   - modified: the version of the object.
    ///   - language: the wanted language.
    /// - Returns: a place, or nil.
    public static func newest(
        _ choices: [(choice: TranslationChoice, place: Int)],
        for modified: String,
        _ language: String
    ) -> Int? {
        var found: (moment: STIXTimestamp, place: Int)?
        for (choice, place) in choices where choice.fits(modified, language) {
            guard let moment = STIXTimestamp(choice.modified) else { continue }
            if let known = found, moment.isEarlier(than: known.moment) { continue }
            found = (moment, place)
        }
        return found?.place
    }
}

public import Agreements
public import JSON
public import Labels

/// One act of release to one recipient: turns objects into questions and decides them.
///
/// Names in equal markings are looked up once; a value of this type is for one thread.
public final class DecisionDesk {
    /// The agreements of the day.
    public let tables: AgreementTables
    /// What is the same for every object of the act; item, marking and origins are filled in for each.
    public let template: ReleaseQuestion
    private let consents: [String: [Consent]]
    private var prepared: [MarkingReading: PreparedMarking] = [:]

    /// A desk for one act.
    /// - Parameters:
    ///   - tables: the agreements of the day.
    ///   - template: what is the same for every object.
    ///   - consents: all consents that are known; each question gets those of its item.
    public init(_ tables: AgreementTables, template: ReleaseQuestion, consents: [Consent] = []) {
        (self.tables, self.template) = (tables, template)
        self.consents = Dictionary(grouping: consents, by: \.item)
    }

    /// The question about an object or a portion of it.
    /// - Parameters:
    ///   - markings: the markings.
    ///   - object: the object.
    ///   - origins: parties whose information it is beside what the markings say.
    ///   - unknownOrigins: originators that are no declared party.
    ///   - handedInBy: a sensor that handed it in.
    /// - Returns: the question.
    public func question(
        _ markings: MarkingReading,
        _ object: JSONValue,
        origins: [Int] = [],
        unknownOrigins: [String] = [],
        handedInBy: String? = nil
    ) -> ReleaseQuestion {
        let marking: PreparedMarking
        if let known = prepared[markings] {
            marking = known
        } else {
            marking = PreparedMarking(markings, in: tables)
            prepared[markings] = marking
        }
        var question = template
        question.marking = marking
        question.item = object["id"]?.string ?? ""
        question.origins = origins
        question.unknownOrigins = unknownOrigins
        question.handedInBy = handedInBy
        question.consents = consents[question.item] ?? []
        let isMarking = object["type"]?.isString("marking-definition") ?? false
        question.isKnownMarking = isMarking && MarkingMeaning(definition: object) != nil
        return question
    }
}

import Agreements
import Desk
import JSON
import Labels
import Release
import STIX

/// `entente exercise view`: what one person of an exercise sees of a bundle, by the rules by which a node decides.
enum ExerciseView {
    static let verb = Verb(
        name: "exercise view",
        summary: "say what one person sees of the objects of an exercise",
        synopsis: "FILE --as PERSON [--agreements PATH]",
        description: """
            FILE is a bundle of one exercise with its people, or objects a line; `-` is standard input. A person is an
            `identity` of class `individual` with the extension `\(PersonOfExercise.definition)`, which says what a
            node's register would: `exercises` (objects with `exercise` and `cell`), and `nationality`, `clearances`,
            `briefed` and `needs` where levels are in play. PERSON is its name or identifier.

            Prints a line an object that the person sees: id, type, name, and its banner. The newest version of each
            object counts, and marking definitions of the bundle mean what they say.

            Exit status: 0 done, 1 if the person sees nothing, 2 if the file cannot be read or has no such person.
            """,
        options: [
            .value("as", "PERSON", "the person, by name or identifier"),
            .value(
                "agreements",
                "PATH",
                "agreement files, where levels or nationalities are in play",
                isRepeatable: true
            ),
            .value("on", "DATE", "the day (default: today)"),
        ],
        examples: ["entente exercise view exercise.json --as 'Navigator'"],
        run: run
    )

    /// So many bytes of a file.
    private static let most = 256 << 20

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        guard arguments.operands.count == 1, let name = arguments.value("as") else {
            throw CommandFailure("a file and `--as PERSON` are needed")
        }
        let objects = try ObjectLines.objects(in: arguments.operands[0], limit: most)
        let people = objects.compactMap { PersonOfExercise($0) }
        guard let person = people.first(where: { $0.id == name }) ?? people.first(where: { $0.name == name }) else {
            let near = Suggestion.nearest(to: name, in: people.map(\.name)).map { "did you mean `\($0)`?" }
            throw CommandFailure("the file has no person `\(name)`", help: near)
        }
        let tables = try tables(arguments)
        let meaning = meanings(of: objects)
        var seen = 0
        for object in newest(of: objects) where PersonOfExercise(object) == nil {
            let reading = MarkingReading(of: object, meaning: meaning)
            guard try sees(person, object, reading, tables) else { continue }
            seen += 1
            let line = JSONTree.members([
                "id": object["id"].map { JSONTree($0) }, "type": object["type"].map { JSONTree($0) },
                "name": .string(PersonDesk.title(object)), "banner": .string(reading.banner),
            ])
            Output.print(String(decoding: line.bytes(), as: UTF8.self) + "\n")
        }
        return seen > 0 ? .yes : .no
    }

    private static func sees(
        _ person: PersonOfExercise,
        _ object: JSONValue,
        _ reading: MarkingReading,
        _ tables: AgreementTables
    ) throws(CommandFailure) -> Bool {
        let first = tables.set.parties.first?.name ?? ""
        let party = tables.party(person.record["nationality"]?.string ?? first) ?? -1
        var record = JSONTree(person.record)
        if record["nationality"] == nil { record["nationality"] = .string(first) }
        let marking = PreparedMarking(reading, in: tables)
        let about = ReleaseQuestion(marking: marking, item: object["id"]?.string ?? "", from: party, to: party)
        let document = try attempt { () throws(JSONError) in try JSONDocument(parsing: record.bytes()) }
        do throws(QuestionReader.Fault) {
            let question = try PersonQuestion(document.root, about: about, tables)
            return PersonEngine.decide(question, tables).outcome == .release
        } catch {
            throw CommandFailure("`\(person.name)`: \(error.description)")
        }
    }

    private static func attempt<Value>(_ body: () throws(JSONError) -> Value) throws(CommandFailure) -> Value {
        do throws(JSONError) { return try body() } catch { throw CommandFailure("\(error)") }
    }

    /// The agreements that are named; without any, one party to which everybody belongs.
    private static func tables(_ arguments: Arguments) throws(CommandFailure) -> AgreementTables {
        guard arguments.values("agreements").isEmpty else { return try AgreementAccess.tables(arguments) }
        let alone = AgreementReading([SourceFile(name: "alone", text: "party Exercise\n  codes exercise\n")])
        return AgreementTables(alone.set, day: try AgreementAccess.day(arguments))
    }

    /// What the marking definitions among objects mean; of two contents under one identifier neither is believed.
    private static func meanings(of objects: [JSONValue]) -> (String) -> MarkingMeaning? {
        var definitions: [String: [UInt8]] = [:]
        var found: [String: MarkingMeaning] = [:]
        for object in objects where object["type"]?.isString("marking-definition") ?? false {
            guard let id = object["id"]?.string else { continue }
            let bytes = object.canonicalBytes()
            let isFirst = definitions[id] == nil || definitions[id] == bytes
            definitions[id] = bytes
            found[id] = isFirst ? MarkingMeaning(definition: object) : nil
        }
        return { [found] in found[$0] }
    }

    /// The newest version of each object, in the order of the file.
    private static func newest(of objects: [JSONValue]) -> [JSONValue] {
        var places: [String: Int] = [:]
        var kept: [JSONValue] = []
        for object in objects {
            guard let id = object["id"]?.string, !id.hasPrefix("marking-definition--") else { continue }
            guard let place = places[id] else {
                places[id] = kept.count
                kept.append(object)
                continue
            }
            if version(of: object) > version(of: kept[place]) { kept[place] = object }
        }
        return kept
    }

    private static func version(of object: JSONValue) -> Int64 {
        object["modified"]?.string.flatMap { STIXTimestamp($0)?.microsecondsSinceEpoch } ?? .min
    }
}

/// A person of an exercise, as a file says it: an identity with what a node's register would have of that person.
struct PersonOfExercise {
    /// The property extension of an `identity` that carries the record (`Schemas/entente-exercise-person.json`).
    static let definition = "extension-definition--0d1f0c52-6a57-4c0e-8a43-3d0c5f6b7e21"

    let id: String
    let name: String
    let record: JSONValue

    init?(_ object: JSONValue) {
        guard object["type"]?.isString("identity") ?? false, let id = object["id"]?.string,
            let record = object["extensions"]?[Self.definition]
        else { return nil }
        (self.id, name, self.record) = (id, object["name"]?.string ?? id, record)
    }
}

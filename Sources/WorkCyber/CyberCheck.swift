internal import Calls
internal import Correlation
internal import JSON
internal import PatternMatching
internal import Work

/// What somebody has at hand, held against what is here.
enum CyberCheck {
    static let answer = Shape.record([
        "met": CyberAnswer.answer.noted("live indicators that are met by what was given"),
        "seen": CyberAnswer.answer.noted("what was observed here and meets the indicators that were given"),
        "objects": .number.noted("that were given"), "indicators": .number.noted("of them"),
        "listed": ListedValue.shapes,
        "whole": .flag.noted("false where more was given than is held against anything: 10,000 objects"),
    ])

    static func tree(_ call: WorkCall) throws(SeenFault) -> JSONTree {
        let text = call.body?["text"]?.string ?? ""
        let (objects, isWhole) = GivenObjects.read(text, call.seen.engines.values)
        let indicators = objects.filter { $0["type"]?.isString("indicator") ?? false }
        let others = objects.filter { !($0["type"]?.isString("indicator") ?? false) }
        let mode = CyberAnswer.mode(of: call)
        let nothing = CyberAnswer.answer(FoundIndicators(), against: nil)
        var (met, seen) = (nothing, nothing)
        if let tools = call.seen.engines.patterns {
            if !others.isEmpty {
                let given = SeenObservations(given: others)
                met = CyberAnswer.answer(try CyberAnswer.live(call, given), against: given)
            }
            if !indicators.isEmpty {
                let here = try SeenObservations(call.seen, tools)
                let asked = indicators.compactMap(AskedPattern.init(given:))
                seen = CyberAnswer.answer(FoundIndicators(asked, tools, mode, here), against: here)
            }
        }
        return .members([
            "met": met, "seen": seen, "objects": .integer(objects.count), "indicators": .integer(indicators.count),
            "listed": listed(objects, call), "whole": .bool(isWhole),
        ])
    }
}

extension CyberCheck {
    /// What warning lists say of the values of objects.
    static func listed(_ objects: [JSONValue], _ call: WorkCall) -> JSONTree {
        guard let forms = call.seen.engines.forms, let ask = call.seen.engines.listing() else { return .array([]) }
        let reading = ObjectValues(forms)
        return ListedValue.json(objects.flatMap { ask(reading.values(of: $0)) })
    }
}

/// Reads objects out of what somebody has at hand.
enum GivenObjects {
    /// So many objects at most.
    private static let most = 10_000

    /// The objects of a bundle, a list or lines; of any other text one for each value in it.
    /// - Parameters:
    ///   - text: the text.
    ///   - values: finds the values of a text.
    /// - Returns: the first of them, and whether that is all.
    static func read(_ text: String, _ values: (String) -> [GivenValue]) -> (objects: [JSONValue], isWhole: Bool) {
        let all = written(Array(text.utf8)) ?? values(text).prefix(most + 1).compactMap(\.object)
        return (Array(all.prefix(most)), all.count <= most)
    }

    /// The objects that a text is; nil for any other text.
    private static func written(_ bytes: [UInt8]) -> [JSONValue]? {
        if let whole = try? JSONDocument(parsing: bytes).root, whole.kind == .object || whole.kind == .array {
            return parts(whole)
        }
        var objects: [JSONValue] = []
        for line in bytes.split(separator: UInt8(ascii: "\n")) where objects.count <= most {
            guard let one = try? JSONDocument(parsing: Array(line)).root, one.kind == .object else { return nil }
            objects += parts(one)
        }
        return objects.isEmpty ? nil : objects
    }

    private static func parts(_ value: JSONValue) -> [JSONValue] {
        if value.kind == .array { return value.elements.filter { $0.kind == .object } }
        guard value["type"]?.isString("bundle") ?? false else { return [value] }
        return value["objects"].map { $0.elements.filter { $0.kind == .object } } ?? []
    }
}

extension GivenValue {
    /// An object that says what the value is, without a name of its own.
    fileprivate var object: JSONValue? {
        let members: [JSONMember] =
            switch type {
            case "file":
                [JSONMember("hashes", .object([JSONMember(hash ?? "", .string(value))]))]
            case "autonomous-system": [JSONMember("number", .number(value))]
            case "windows-registry-key": [JSONMember("key", .string(value))]
            default: [JSONMember("value", .string(value))]
            }
        let tree = JSONTree.object(
            [JSONMember("type", .string(type)), JSONMember("id", .string("\(type)--\(value)"))] + members
        )
        return (try? JSONDocument(parsing: tree.bytes()))?.root
    }
}

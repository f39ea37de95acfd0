internal import Cryptography
package import JSON
internal import STIX

/// Objects of a file that a person brings, under identifiers of this node's.
///
/// An identifier that comes with the file would tell, by what became of it, whether the node holds it where the person may not look.
/// The old one stays to be read as an external reference. What is held already, and wholly seen by the person, keeps its name here.
package struct RenamedObjects {
    /// The old identifiers and the new ones.
    package let names: [String: String]

    /// New names for the objects of a file.
    /// - Parameters:
    ///   - objects: the objects.
    ///   - known: the names of those that are held already.
    package init(_ objects: [JSONValue], known: [String: String]) {
        var names: [String: String] = [:]
        for object in objects {
            guard let id = object["id"]?.string, let type = object["type"]?.string, STIXIdentifier(id) != nil,
                id.hasPrefix(type + "--"), names[id] == nil
            else { continue }
            names[id] = known[id] ?? "\(type)--\(Random.uuid())"
        }
        self.names = names
    }

    /// An object under its new name, with all that it refers to within the file.
    package func renamed(_ object: JSONValue) -> JSONTree {
        let old = object["id"]?.string
        guard case .object(var members) = renamed(JSONTree(object)) else { return JSONTree(object) }
        // Observables have no external references (STIX 2.1, 3.2).
        guard let old, object["created"] != nil, names[old] != old else { return .object(members) }
        // Not the bare identifier: that would be a reference, which is shown or not by what is held.
        let origin = JSONTree.members(["source_name": .string("imported"), "external_id": .string("stix:\(old)")])
        let place = members.firstIndex { $0.name == "external_references" }
        let list = place.flatMap { members[$0].value.elements } ?? []
        if let place { members.remove(at: place) }
        members.append(JSONMember("external_references", .array(list + [origin])))
        return .object(members)
    }

    private func renamed(_ value: JSONTree) -> JSONTree {
        switch value {
        case .string(let text): .string(names[text] ?? text)
        case .array(let elements): .array(elements.map(renamed))
        case .object(let members): .object(members.map { JSONMember($0.name, renamed($0.value)) })
        default: value
        }
    }
}

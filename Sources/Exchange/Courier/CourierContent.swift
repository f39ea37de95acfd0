package import Configuration
package import JSON
package import MerkleLog

/// What a courier file says before it is signed and encrypted; the form is in `Documentation/protocol.md`.
package struct CourierContent {
    /// The word and version of the form.
    package static let form = "courier-1"

    /// The sender's short name.
    package var from: String
    /// The recipient's short name.
    package var to: String
    /// The number of the file, from 1, by sender and recipient.
    package var number: Int64
    /// When it was made, RFC 3339.
    package var made: String
    /// The last number up to which the sender has taken all of the recipient's files; nil if it says nothing.
    package var taken: Int64?
    /// How the sender's log grew, by the sizes that the recipient may have seen: paths to the checkpoint.
    package var growth: [Int: [Digest]]
    /// The checkpoint and receipts, as `GET receipts/` answers them, without `consistency`.
    package var receipts: JSONTree
    /// The objects as they were released.
    package var objects: [[UInt8]]

    /// The content as JSON, the objects byte for byte.
    package var bytes: [UInt8] {
        var members = [
            JSONMember("entente", .string(Self.form)), JSONMember("from", .string(from)),
            JSONMember("to", .string(to)),
            JSONMember("number", .integer(Int(number))), JSONMember("made", .string(made)),
        ]
        if let taken { members.append(JSONMember("taken", .integer(Int(taken)))) }
        members.append(
            JSONMember(
                "growth",
                .array(
                    growth.sorted { $0.key < $1.key }.map { size, path in
                        .members(["size": .integer(size), "path": .strings(path.map(\.base64))])
                    }
                )
            )
        )
        members.append(JSONMember("receipts", receipts))
        members.append(JSONMember("objects", .array(objects.map { .encoded($0) })))
        return JSONTree.object(members).bytes()
    }

    /// A file that was read: what stands around the objects, and the objects as they came.
    package struct Read {
        package let from: String
        package let to: String
        package let number: Int64
        package let taken: Int64?
        package let around: JSONTree
        package let elements: [JSONListElement]

        /// Reads the content of a file.
        /// - Throws: `NodeError` that says what is not of the form.
        package init(_ bytes: [UInt8], limits: JSONLimits) throws(NodeError) {
            var reader = JSONListReader(list: "objects", limits: limits)
            var elements: [JSONListElement] = []
            let remainder: JSONListRemainder
            do throws(JSONError) {
                try reader.read(bytes, into: &elements)
                remainder = try reader.finish()
            } catch {
                throw NodeError("the content is no JSON: \(error)")
            }
            guard case .object(let members, _) = remainder else { throw NodeError("the file has no `objects`") }
            around = members
            guard around["entente"] == .string(CourierContent.form) else {
                throw NodeError("the file is of a form that this release does not know")
            }
            guard let from = around["from"]?.string, let to = around["to"]?.string,
                let number = Self.whole(around["number"]),
                number > 0
            else { throw NodeError("the file needs `from`, `to` and `number`") }
            (self.from, self.to, self.number, self.elements) = (from, to, number, elements)
            taken = Self.whole(around["taken"])
        }

        private static func whole(_ value: JSONTree?) -> Int64? {
            guard let bytes = value?.bytes() else { return nil }
            return Int64(String(decoding: bytes, as: UTF8.self))
        }

        /// The receipts as an answer about what was seen: with the path from that size.
        package func answer(seen: Int) -> [UInt8] {
            guard var answer = around["receipts"] else { return [] }
            let path = around["growth"]?.elements?.first { Self.whole($0["size"]) == Int64(seen) }?["path"]
            answer["consistency"] = path ?? .array([])
            return answer.bytes()
        }

        /// Whether the file can show how the log grew from a size.
        package func reaches(from size: Int) -> Bool {
            around["growth"]?.elements?.contains { Self.whole($0["size"]) == Int64(size) } ?? false
        }
    }
}

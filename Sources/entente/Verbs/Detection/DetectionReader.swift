import Configuration
import DetectionFormats
import DetectionServer
import JSON
import Labels
import STIX

/// Reads the live indicators of files for `entente detection`, piece by piece.
struct DetectionReader {
    private let now: Int64
    private let unmarked: DetectionUse

    /// - Parameters:
    ///   - now: the moment at which they are to be live, in microseconds since 1970.
    ///   - unmarked: what may be done with what says nothing of it.
    init(at now: Int64, unmarked: DetectionUse) { (self.now, self.unmarked) = (now, unmarked) }

    /// Adds the indicators of a file: a bundle, or an object or a bundle a line.
    func add(_ path: String, to detections: inout [Detection]) throws(CommandFailure) {
        let input = try Input(path: path)
        var chunk = try input.chunk()
        let end = chunk.firstIndex(of: UInt8(ascii: "\n")) ?? chunk.endIndex
        // A first line that is a whole text begins a list of lines.
        guard (try? JSONDocument(parsing: Array(chunk[..<end]))) == nil else {
            var line: [UInt8] = []
            var number = 0
            while !chunk.isEmpty {
                for part in chunk.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated()
                {
                    if part.offset > 0 {
                        number += 1
                        try add(line: line, "\(path): line \(number)", &detections)
                        line.removeAll(keepingCapacity: true)
                    }
                    line += part.element
                }
                chunk = try input.chunk()
            }
            return try add(line: line, "\(path): line \(number + 1)", &detections)
        }
        var (reader, elements) = (JSONListReader(list: "objects"), [JSONListElement]())
        do throws(JSONError) {
            while !chunk.isEmpty {
                try reader.read(chunk, into: &elements)
                for element in elements {
                    add(try JSONDocument(parsing: element.bytes, origin: element.origin).root, &detections)
                }
                elements.removeAll(keepingCapacity: true)
                guard let more = try? input.chunk() else {
                    throw JSONError(.truncated, "cannot be read", at: JSONPosition())
                }
                chunk = more
            }
            if case .whole(let element) = try reader.finish() {
                add(try JSONDocument(parsing: element.bytes, origin: element.origin).root, &detections)
            }
        } catch {
            throw CommandFailure("\(path): \(error)")
        }
    }

    private func add(line: [UInt8], _ place: String, _ detections: inout [Detection]) throws(CommandFailure) {
        guard line.contains(where: { !" \r\t".utf8.contains($0) }) else { return }
        do throws(JSONError) {
            let root = try JSONDocument(parsing: line).root
            guard root["type"]?.isString("bundle") ?? false else { return add(root, &detections) }
            for object in root["objects"].map({ Array($0.elements) }) ?? [] { add(object, &detections) }
        } catch {
            throw CommandFailure("\(place): \(error)")
        }
    }

    private func add(_ object: JSONValue, _ detections: inout [Detection]) {
        guard object["type"]?.isString("indicator") ?? false, let id = object["id"]?.string,
            STIXIdentifier(id) != nil, let found = IndicatorText(object), found.isLive(on: now)
        else { return }
        let references = MarkingReading.references(of: object)
        let reading = MarkingReading(references: references) { _ in nil }
        let others = reading.unknown.isEmpty ? [] : ["\(reading.unknown.count) more"]
        detections.append(
            found.detection(
                id: id,
                party: object["created_by_ref"]?.string ?? "",
                marking: ([reading.level?.label, reading.actions?.label].compactMap(\.self) + others)
                    .joined(separator: " "),
                use: found.use(reading, unmarked),
                agreement: ""
            )
        )
    }
}

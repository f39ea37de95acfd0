import JSON

/// The objects of a file: of a bundle, of a list, or one a line, each an object or a bundle.
enum ObjectLines {
    /// The objects of a file; `-` for standard input.
    static func objects(in file: String, limit: Int) throws(CommandFailure) -> [JSONValue] {
        try objects(of: try Input(path: file).all(limit: limit), file)
    }

    /// The objects of bytes that came from a file.
    static func objects(of bytes: [UInt8], _ file: String) throws(CommandFailure) -> [JSONValue] {
        if let whole = try? JSONDocument(parsing: bytes).root {
            return whole.kind == .array ? Array(whole.elements) : parts(of: whole)
        }
        var objects: [JSONValue] = []
        for (number, line) in bytes.split(separator: UInt8(ascii: "\n")).enumerated()
        where line.contains(where: { !" \r\t".utf8.contains($0) }) {
            do throws(JSONError) { objects += parts(of: try JSONDocument(parsing: Array(line)).root) } catch {
                throw CommandFailure("\(file): object \(number + 1): \(error)")
            }
        }
        return objects
    }

    /// The objects of a bundle; anything else is one.
    private static func parts(of value: JSONValue) -> [JSONValue] {
        value["type"]?.isString("bundle") ?? false ? value["objects"].map { Array($0.elements) } ?? [] : [value]
    }
}

import Foundation

/// The tools of GeographicLib (Debian package `geographiclib-tools`), whose author is Karney himself.
enum GeographicLib {
    /// A number without an exponent.
    static func spelled(_ value: Double) -> String { String(format: "%.16f", value) }

    /// What a tool answers, a list of numbers for each line of the input.
    static func run(_ tool: String, _ options: [String], _ lines: [String]) throws -> [[Double]] {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "geographiclib-\(UUID().uuidString)"
        )
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (input, output) = (folder.appendingPathComponent("in"), folder.appendingPathComponent("out"))
        try (lines.joined(separator: "\n") + "\n").write(to: input, atomically: true, encoding: .utf8)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/\(tool)")
        process.arguments = options + ["--input-file", input.path, "--output-file", output.path]
        try process.run()
        process.waitUntilExit()
        return try String(contentsOf: output, encoding: .utf8).split(separator: "\n").map { line in
            line.split(separator: " ").map { Double($0) ?? .nan }
        }
    }
}

/// Numbers that look random and are the same each time.
struct SeededNumbers {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    /// A number from a range.
    mutating func next(_ range: ClosedRange<Double>) -> Double {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let part = Double((state ^ (state >> 29)) >> 11) / Double(1 << 53)
        return range.lowerBound + part * (range.upperBound - range.lowerBound)
    }
}

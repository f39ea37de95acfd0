package import Transport

/// Something that is served on the console's listener beside the pages and the API, below paths of its own.
package struct ConsoleRoom: Sendable {
    /// By what its answers are counted.
    let name: String
    private let paths: [String]
    /// Answers a request.
    let answer: @Sendable (APIService, HTTPRequest) -> HTTPResponse

    /// A room.
    /// - Parameters:
    ///   - name: by what its answers are counted.
    ///   - paths: what its requests begin with, each a whole part of a path.
    ///   - answer: answers a request.
    package init(
        _ name: String,
        paths: [String],
        answer: @escaping @Sendable (APIService, HTTPRequest) -> HTTPResponse
    ) {
        (self.name, self.paths, self.answer) = (name, paths, answer)
    }

    func answers(to path: String) -> Bool { paths.contains { path == $0 || path.hasPrefix($0 + "/") } }
}

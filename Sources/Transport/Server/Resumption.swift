internal import CMicroHTTPD

/// A suspended connection, to be resumed once from any thread.
///
/// `@unchecked`: a pointer of C is never `Sendable`. It is used for nothing but `MHD_resume_connection`, which may be called from
/// any thread while the connection is suspended.
@safe
struct Resumption: @unchecked Sendable {
    private let connection: OpaquePointer

    init(connection: OpaquePointer) {
        unsafe self.connection = unsafe connection
    }

    func resume() { unsafe MHD_resume_connection(connection) }
}

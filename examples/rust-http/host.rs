//! A host in Rust: the page and the API on tiny_http, a thread for each request, through the service that is a `tower::Service`, too.

use integration_gallery::{Caller, Options, Service};
use std::path::PathBuf;
use std::sync::Arc;

fn argument(name: &str) -> Option<String> {
    let all: Vec<String> = std::env::args().collect();
    all.iter().position(|one| one == name).and_then(|at| all.get(at + 1).cloned())
}

/// What tiny_http read, as the service takes it.
fn asked(request: &mut tiny_http::Request) -> Option<http::Request<Vec<u8>>> {
    let mut body = Vec::new();
    std::io::Read::read_to_end(&mut std::io::Read::take(request.as_reader(), 1 << 20), &mut body).ok()?;
    let mut made = http::Request::builder().method(request.method().as_str()).uri(request.url());
    for header in request.headers() {
        made = made.header(header.field.as_str().as_str(), header.value.as_str());
    }
    // A real host takes project and user from its own session.
    let caller = Caller { project: "demo".into(), subject: "ada".into(), permissions: 0 };
    made.extension(caller).body(body).ok()
}

fn answer(service: &Service, mut request: tiny_http::Request) {
    let told = asked(&mut request).map(|asked| service.answer(asked));
    let response = match told {
        Some(Ok(told)) => {
            let (head, body) = told.into_parts();
            let mut made = tiny_http::Response::from_data(body).with_status_code(head.status.as_u16());
            for (name, value) in &head.headers {
                if let Ok(header) = tiny_http::Header::from_bytes(name.as_str(), value.as_bytes()) {
                    made.add_header(header);
                }
            }
            made.with_chunked_threshold(usize::MAX)
        }
        Some(Err(_)) => tiny_http::Response::from_data(Vec::new()).with_status_code(500),
        None => tiny_http::Response::from_data(Vec::new()).with_status_code(400),
    };
    let _ = request.respond(response);
}

fn main() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let own = || std::env::temp_dir().join(format!("gallery-{}", std::process::id()));
    let data = argument("--data").map_or_else(own, PathBuf::from);
    std::fs::create_dir_all(&data)?;
    let server = tiny_http::Server::http(format!("127.0.0.1:{}", argument("--port").unwrap_or_else(|| "8080".into())))?;
    let authority = server.server_addr().to_string();
    let mut options = Options::new()?;
    options.set("database.url", &format!("sqlite://{}/gallery.db", data.display()))?;
    options.set("key.file", &format!("{}/gallery.key", data.display()))?.set("key.create", "true")?;
    // A real host asks its own database.
    options.authorizer(|question| Ok(!question.subject.is_empty()))?;
    let service = Service::new(Arc::new(options.open()?), &authority, "");
    println!("Integration Gallery is at http://{authority}/");
    for request in server.incoming_requests() {
        let service = service.clone();
        std::thread::spawn(move || answer(&service, request));
    }
    Ok(())
}

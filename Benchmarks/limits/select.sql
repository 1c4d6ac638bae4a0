SELECT :client_id::int;

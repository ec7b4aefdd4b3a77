var user_details =  {
  "screen_name" : "joabbott",
  "full_name" : "Jo Abbott",
  "id" : "71"
}
